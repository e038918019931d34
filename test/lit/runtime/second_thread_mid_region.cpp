// Intent: a thread that starts while another is deep in a long region joins safely.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

static long left = 500, right = 500;

int main() {
  // The main thread's regions may run without barriers while it is alone.
  for (int round = 0; round < 100; ++round) {
    std::thread other;
    for (int i = 0; i < 50; ++i) {
      [[stm::atomic]] {
        left += 1;
        delay(100);
        right -= 1;
      }
      if (i == 20)
        other = std::thread([] {
          for (int j = 0; j < 50; ++j) {
            long sum = 0;
            [[stm::atomic]] { sum = left + right; }
            CHECK(sum == 1000);
            [[stm::atomic]] {
              left -= 1;
              right += 1;
            }
          }
        });
    }
    other.join();
  }
  CHECK(left == 500 && right == 500);
}
