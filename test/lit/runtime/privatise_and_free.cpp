// Intent: a block freed outside right after a region unlinked it faults no reader, and its reuse shows in none.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

#include <string.h>

// Blocks large enough that the allocator may give their pages back at once.
struct Block {
  size_t size;
  unsigned char *bytes;
};

static Block *current;

static Block *make(unsigned char fill, size_t size) {
  Block *block = new Block{size, static_cast<unsigned char *>(malloc(size))};
  memset(block->bytes, fill, size);
  return block;
}

int main() {
  current = make(1, 300000);
  inParallel(3, [](int me) {
    if (me == 0) {
      for (int i = 0; i < 300; ++i) {
        Block *fresh = make(i % 200 + 1, 200000 + i * 512);
        Block *old;
        [[stm::atomic]] {
          old = current;
          current = fresh;
        }
        memset(old->bytes, 0, old->size);
        free(old->bytes);
        delete old;
      }
    } else {
      for (int i = 0; i < 500; ++i) {
        bool even = true;
        [[stm::atomic]] {
          Block *block = current;
          unsigned char first = block->bytes[0];
          even = first != 0;
          for (size_t at = 0; at < block->size; at += 1999)
            if (block->bytes[at] != first)
              even = false;
        }
        CHECK(even);
      }
    }
  });
}
