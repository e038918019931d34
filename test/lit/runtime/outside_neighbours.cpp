// Intent: plain writes to bytes beside those that regions write are neither lost nor undone.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

// Owned by one thread outside regions, by regions, by another thread outside: within one granule.
struct Mixed {
  volatile unsigned char outside_a;
  unsigned char region;
  volatile unsigned char outside_b;
  volatile unsigned short outside_c;
};

static Mixed mixed[64];

int main() {
  const int kRounds = 20000;
  inParallel(4, [](int me) {
    for (int i = 0; i < kRounds; ++i) {
      Mixed &item = mixed[i % 64];
      if (me == 0) {
        item.outside_a = item.outside_a + 1;
      } else if (me == 1) {
        item.outside_b = item.outside_b + 1;
        item.outside_c = item.outside_c + 1;
      } else {
        [[stm::atomic]] { ++item.region; }
      }
    }
  });
  for (int i = 0; i < 64; ++i) {
    int visits = kRounds / 64 + (i < kRounds % 64);
    CHECK(mixed[i].outside_a == visits % 256);
    CHECK(mixed[i].outside_b == visits % 256);
    CHECK(mixed[i].outside_c == visits);
    CHECK(mixed[i].region == 2 * visits % 256);
  }
}
