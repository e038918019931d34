// Intent: operator new without memory throws std::bad_alloc in a region, once, and the region's other effects stay; the nothrow
// form and malloc return null.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
#include "../self_check.h"

#include <new>
#include <string>

static int before, caught;
static std::string text;
static size_t huge = size_t(1) << 60;

int main() {
  static void *volatile none = &before;
  [[stm::atomic]] {
    ++before;
    try {
      static char *volatile block = new char[huge];
      (void)block;
    } catch (const std::bad_alloc &) {
      ++caught;
    }
    none = new (std::nothrow) char[huge];
  }
  CHECK(before == 1 && caught == 1 && !none);
  bool out = false;
  try {
    [[stm::atomic]] {
      ++before;
      text = std::string(huge, 'x');
    }
  } catch (const std::exception &) {
    out = true;
  }
  CHECK(out && before == 2);
}
