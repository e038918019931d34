// Intent: an exception that nobody may catch ends the program with what the region did visible: behind noexcept, and without any
// handler.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0 && %t.O0 x
// RUN: env STM_LONE=0 STM_LOCK=0 %t.O0 x && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2 && %t.O2 x
// RUN: env STM_LONE=0 STM_LOCK=0 %t.O2 x && %t.O2
#include "../self_check.h"

#include <exception>

static int effects;

static void onTerminate() { _exit(effects == 17 && std::current_exception() ? 0 : 3); }

__attribute__((noinline)) static void fail() { throw 1; }
__attribute__((noinline)) static void mayNot() noexcept { fail(); }

int main(int argc, char **) {
  std::set_terminate(onTerminate);
  [[stm::atomic]] {
    effects = 17;
    if (argc > 1)
      fail();
    else
      mayNot();
  }
  return 4;
}
