// Intent: a region that reads much commits beside threads of small writing regions.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

static const int kSize = 30000;
static long data[kSize];

int main() {
  for (int i = 0; i < kSize; ++i)
    data[i] = i;
  std::atomic<bool> stop{false};
  inParallel(3, [&](int me) {
    uint32_t random = me + 1;
    if (me == 0) {
      for (int i = 0; i < 20; ++i) {
        long sum = 0;
        [[stm::atomic]] {
          sum = 0;
          for (long element : data)
            sum += element;
        }
        CHECK(sum == static_cast<long>(kSize) * (kSize - 1) / 2);
      }
      stop = true;
    } else {
      while (!stop) {
        int a = nextRandom(&random) % kSize, b = nextRandom(&random) % kSize;
        [[stm::atomic]] {
          long t = data[a];
          data[a] = data[b];
          data[b] = t;
        }
      }
    }
  });
}
