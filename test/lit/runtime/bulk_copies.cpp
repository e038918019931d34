// Intent: memcpy, memmove and memset over many pages in regions are all or nothing to other regions.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

#include <string.h>

static const int kSize = 60000;
static char one[kSize], two[kSize];

int main() {
  inParallel(3, [](int me) {
    for (int i = 0; i < 100; ++i) {
      if (me == 0) {
        [[stm::atomic]] { memset(one, i, kSize); }
      } else if (me == 1) {
        [[stm::atomic]] {
          memcpy(two, one, kSize);
          memmove(two + 1, two, kSize - 1);
        }
      } else {
        bool same = true;
        [[stm::atomic]] {
          same = true;
          for (int at = 0; at < kSize; at += 97)
            if (one[at] != one[0] || two[at] != two[0])
              same = false;
        }
        CHECK(same);
      }
    }
  });
  CHECK(one[kSize - 1] == 99);
}
