// Intent: arrays and structures in the frame, also reached through pointers, are restored by an abort.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

#include <string.h>

static long shared;

struct Pair {
  int first, second;
};

__attribute__((noinline)) static void bump(int *element) { ++*element; }
__attribute__((noinline)) static void bumpBoth(Pair &pair) {
  ++pair.first;
  ++pair.second;
}

__attribute__((noinline)) static void work(int rounds) {
  int array[64];
  Pair pair = {10, 20};
  char text[32] = "start";
  for (int i = 0; i < 64; ++i)
    array[i] = i;
  for (int i = 0; i < rounds; ++i) {
    [[stm::atomic]] {
      long seen = shared;
      bump(&array[i % 64]);
      array[(i + 1) % 64] += 2;
      bumpBoth(pair);
      text[0] = text[0] == 's' ? 'S' : 's';
      delay(300);
      shared = seen + 1;
    }
    CHECK(pair.first == 11 + i && pair.second == 21 + i);
    CHECK(text[0] == (i % 2 ? 's' : 'S') && strcmp(text + 1, "tart") == 0);
  }
  long sum = 0;
  for (int element : array)
    sum += element;
  CHECK(sum == 64 * 63 / 2 + 3L * rounds);
}

int main() {
  inParallel(4, [](int) { work(500); });
  CHECK(shared == 2000);
}
