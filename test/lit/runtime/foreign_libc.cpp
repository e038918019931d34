// Intent: memory that the C library fills outside regions (memcpy, snprintf, qsort, fread) is seen by regions.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

#include <string.h>

static const int kSize = 20000;
static int numbers[kSize];
static char text[256];

static int descending(const void *a, const void *b) {
  return *static_cast<const int *>(b) - *static_cast<const int *>(a);
}

int main() {
  int *source = new int[kSize];
  for (int i = 0; i < kSize; ++i)
    source[i] = i;
  std::atomic<bool> stop{false};
  inParallel(3, [&](int me) {
    if (me != 0) {
      int before = 0;
      while (!stop) {
        [[stm::atomic]] {
          ++numbers[kSize / 2 + me * 8];
          --numbers[kSize / 2 + me * 8];
          before = numbers[0];
        }
        (void)before;
      }
      return;
    }
    size_t (*volatile through)(void *, size_t, size_t, FILE *) = fread;
    FILE *file = tmpfile();
    CHECK(file);
    for (int round = 0; round < 30; ++round) {
      memcpy(numbers, source, sizeof(int) * (kSize / 2));
      int first = -1, last = -1;
      [[stm::atomic]] {
        first = numbers[0];
        last = numbers[kSize / 2 - 1];
      }
      CHECK(first == 0 && last == kSize / 2 - 1);

      qsort(numbers, kSize / 2, sizeof(int), descending);
      [[stm::atomic]] {
        first = numbers[0];
        last = numbers[kSize / 2 - 1];
      }
      CHECK(first == kSize / 2 - 1 && last == 0);

      snprintf(text, sizeof text, "round %d", round);
      char digit = 0;
      [[stm::atomic]] { digit = text[6]; }
      CHECK(digit == (round < 10 ? '0' + round : '0' + round / 10));

      rewind(file);
      CHECK(fwrite(source + round, sizeof(int), 4000, file) == 4000);
      rewind(file);
      CHECK(through(numbers, sizeof(int), 4000, file) == 4000);
      [[stm::atomic]] {
        first = numbers[0];
        last = numbers[3999];
      }
      CHECK(first == round && last == round + 3999);
    }
    stop = true;
  });
}
