// Intent: strings, short and long, as keys of one shared std::unordered_map are counted right.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

#include <string>
#include <unordered_map>

static std::unordered_map<std::string, int> counts;

int main() {
  inParallel(3, [](int me) {
    uint32_t random = me + 9;
    for (int i = 0; i < 2000; ++i) {
      std::string key = std::to_string(nextRandom(&random) % 150);
      if (i % 3 == 0)
        key = "a key that is too long for the string's own buffer: " + key;
      [[stm::atomic]] { ++counts[key]; }
    }
  });
  long sum = 0;
  for (auto &[key, count] : counts) {
    CHECK(!key.empty());
    sum += count;
  }
  CHECK(sum == 6000);
  CHECK(counts.size() <= 300);
}
