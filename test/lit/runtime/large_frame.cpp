// Intent: a region in a function with a frame of 100 KiB restores all of it.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

static long shared;

__attribute__((noinline)) static int sum(const int *array, int size) {
  int total = 0;
  for (int i = 0; i < size; ++i)
    total += array[i];
  return total;
}

__attribute__((noinline)) static void work(int rounds) {
  const int kSize = 25000;
  int array[kSize];
  for (int &element : array)
    element = 1;
  for (int i = 0; i < rounds; ++i) {
    [[stm::atomic]] {
      long seen = shared;
      for (int j = 0; j < 100; ++j)
        ++array[(i * 100 + j) % kSize];
      delay(300);
      shared = seen + 1;
    }
    CHECK(sum(array, kSize) == kSize + (i + 1) * 100);
  }
}

int main() {
  inParallel(3, [](int) { work(100); });
  CHECK(shared == 300);
}
