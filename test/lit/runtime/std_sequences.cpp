// Intent: vector, deque and list grow and shrink in regions and keep every element.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

#include <deque>
#include <list>
#include <vector>

static std::vector<int> numbers;
static std::deque<int> queue;
static std::list<int> chain;

int main() {
  long popped[3] = {};
  inParallel(3, [&](int me) {
    for (int i = 1; i <= 2000; ++i) {
      [[stm::atomic]] { numbers.push_back(i); }
      [[stm::atomic]] {
        queue.push_back(i);
        chain.push_front(i);
      }
      if (i % 2 == 0) {
        long got = 0;
        [[stm::atomic]] {
          got = queue.front() + chain.back();
          queue.pop_front();
          chain.pop_back();
        }
        popped[me] += got;
      }
    }
  });
  const long total = 3L * 2000 * 2001 / 2;
  long sum = 0;
  for (int number : numbers)
    sum += number;
  CHECK(numbers.size() == 6000 && sum == total);
  CHECK(queue.size() == 3000 && chain.size() == 3000);
  sum = popped[0] + popped[1] + popped[2];
  for (int number : queue)
    sum += number;
  for (int number : chain)
    sum += number;
  CHECK(sum == 2 * total);
}
