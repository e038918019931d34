// Intent: std::map in regions holds the sum of what all threads counted.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

#include <map>

static std::map<int, int> counts;

int main() {
  inParallel(4, [](int me) {
    uint32_t random = me + 5;
    for (int i = 0; i < 2000; ++i) {
      int key = nextRandom(&random) % 300;
      [[stm::atomic]] {
        ++counts[key];
        if (counts.size() > 250 && key % 16 == 0) {
          counts[-1] += counts[key];
          counts.erase(key);
        }
      }
    }
  });
  long sum = 0;
  for (auto [key, count] : counts)
    sum += count;
  CHECK(sum == 8000);
}
