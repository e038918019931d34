// Intent: the whole process's allocation functions keep their contracts, in and out of regions.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

#include <malloc.h>
#include <memory>
#include <string.h>

static bool aligned(const void *block, size_t alignment) {
  return reinterpret_cast<uintptr_t>(block) % alignment == 0;
}

static bool zero(const unsigned char *block, size_t size) {
  for (size_t i = 0; i < size; ++i)
    if (block[i])
      return false;
  return true;
}

static void contracts(size_t size) {
  auto *block = static_cast<unsigned char *>(malloc(size));
  CHECK(block && aligned(block, 16) && malloc_usable_size(block) >= size);
  memset(block, 1, size);
  block = static_cast<unsigned char *>(realloc(block, size * 3));
  CHECK(block && block[0] == 1 && block[size - 1] == 1);
  free(block);

  block = static_cast<unsigned char *>(calloc(size, 3));
  CHECK(block && zero(block, size * 3));
  free(block);

  for (size_t alignment = 16; alignment <= 65536; alignment *= 8) {
    void *other = nullptr;
    CHECK(posix_memalign(&other, alignment, size) == 0 && aligned(other, alignment));
    memset(other, 2, size);
    free(other);
    other = aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    CHECK(other && aligned(other, alignment));
    free(other);
  }
  struct alignas(64) Wide {
    char bytes[192];
  };
  auto wide = std::make_unique<Wide[]>(size / 192 + 1);
  CHECK(aligned(wide.get(), 64));
  free(nullptr);
  delete static_cast<int *>(nullptr);
}

int main() {
  inParallel(3, [](int) {
    for (size_t size : {1, 15, 16, 17, 100, 4096, 5000, 100000, 3000000}) {
      contracts(size);
      [[stm::atomic]] { contracts(size); }
    }
  });
}
