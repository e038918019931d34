// Intent: writes to thread_local variables are undone by an abort and kept by a commit.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

static thread_local long mine;
static thread_local long history[32];
static long shared;

int main() {
  inParallel(4, [](int) {
    for (int i = 0; i < 500; ++i) {
      [[stm::atomic]] {
        ++mine;
        ++history[i % 32];
        long seen = shared;
        delay(300);
        shared = seen + 1;
      }
      CHECK(mine == i + 1);
      CHECK(history[i % 32] == i / 32 + 1);
    }
  });
  CHECK(shared == 2000);
}
