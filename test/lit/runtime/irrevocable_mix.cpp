// Intent: system calls in regions take effect once and in the order of the regions.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

static long ticket;

int main() {
  int ends[2];
  CHECK(pipe(ends) == 0);
  inParallel(3, [&](int me) {
    for (int i = 0; i < 300; ++i) {
      if (me == 2) {
        [[stm::atomic]] { ticket += 0; }
        continue;
      }
      [[stm::atomic]] {
        long mine = ticket;
        ticket = mine + 1;
        CHECK(write(ends[1], &mine, sizeof mine) == sizeof mine);
      }
    }
  });
  for (long expected = 0; expected < 600; ++expected) {
    long got = -1;
    CHECK(read(ends[0], &got, sizeof got) == sizeof got);
    CHECK(got == expected);
  }
}
