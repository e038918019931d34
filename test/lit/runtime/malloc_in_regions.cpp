// Intent: memory allocated and freed in regions is neither lost, doubled nor leaked, whatever is rolled back.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

#include <string.h>
#include <sys/resource.h>

static const int kSlots = 64;
static unsigned char *slots[kSlots];
static size_t sizes[kSlots];

static bool filled(const unsigned char *block, size_t size) {
  for (size_t i = 0; i < size; ++i)
    if (block[i] != size % 251)
      return false;
  return true;
}

int main() {
  inParallel(4, [](int me) {
    uint32_t random = me + 1;
    for (int i = 0; i < 4000; ++i) {
      int slot = nextRandom(&random) % kSlots;
      size_t size = nextRandom(&random) % 2000 + 1;
      int how = nextRandom(&random) % 4;
      [[stm::atomic]] {
        if (slots[slot])
          CHECK(filled(slots[slot], sizes[slot]));
        if (how == 0 && slots[slot]) {
          slots[slot] = static_cast<unsigned char *>(realloc(slots[slot], size));
        } else {
          free(slots[slot]);
          slots[slot] = static_cast<unsigned char *>(how == 1 ? calloc(size, 1) : malloc(size));
        }
        memset(slots[slot], static_cast<int>(size % 251), size);
        sizes[slot] = size;
      }
    }
  });
  for (int i = 0; i < kSlots; ++i)
    CHECK(!slots[i] || filled(slots[i], sizes[i]));
  // 64 blocks of at most 2 KiB live; 32 MiB passed through. A leak would show.
  struct rusage usage;
  CHECK(getrusage(RUSAGE_SELF, &usage) == 0);
  CHECK(usage.ru_maxrss < 200 * 1024);
}
