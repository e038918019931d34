// Intent: a region may change a variable on another thread's stack.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

struct Job {
  long sum = 0;
  long items[50] = {};
};

int main() {
  Job job;
  long plain_array[100] = {};
  inParallel(4, [&](int me) {
    for (int i = 0; i < 1000; ++i) {
      [[stm::atomic]] {
        job.sum += me;
        ++job.items[i % 50];
        ++plain_array[(me * 7 + i) % 100];
      }
    }
  });
  CHECK(job.sum == 6000);
  for (long item : job.items)
    CHECK(item == 80);
  for (long item : plain_array)
    CHECK(item == 40);
}
