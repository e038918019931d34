// Intent: an atomic object that regions and plain code update at the same time keeps an exact sum, in every mode.
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t && %t && env STM_LOCK=0 STM_LONE=0 %t
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t && env STM_LOCK=0 %t
#include "self_check.h"

#include <atomic>
#include <thread>

static struct { std::atomic<long> sum{0}; long plain = 0; } shared;
static std::atomic<int> small{0};

int main() {
  constexpr int kRounds = 30000;
  std::thread inside[2], outside[2];
  for (std::thread &thread : inside)
    thread = std::thread([] {
      for (int i = 0; i < kRounds; ++i)
        [[stm::atomic]] {
          shared.sum.fetch_add(1);
          ++shared.plain;
          small += 2;
        }
    });
  for (std::thread &thread : outside)
    thread = std::thread([] {
      for (int i = 0; i < kRounds; ++i) {
        shared.sum.fetch_add(1);
        small.fetch_sub(1, std::memory_order_relaxed);
      }
    });
  for (std::thread &thread : inside)
    thread.join();
  for (std::thread &thread : outside)
    thread.join();
  CHECK(shared.sum == 4L * kRounds);
  CHECK(shared.plain == 2L * kRounds);
  CHECK(small == 2 * kRounds);
}
