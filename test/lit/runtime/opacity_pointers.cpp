// Intent: pointers, sizes and indices that change together are never mixed, so no access leaves its array.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

// Sizes differ widely: an index of one table in another would leave it, and a stale size would too.
struct Table {
  int size;
  int *cells;
};

static Table *table;
static int last;

static Table *make(int size) {
  Table *made = new Table{size, new int[size]};
  for (int i = 0; i < size; ++i)
    made->cells[i] = size;
  return made;
}

int main() {
  table = make(1000);
  last = 999;
  inParallel(3, [](int me) {
    for (int i = 0; i < 2000; ++i) {
      if (me == 0) {
        int size = i % 2 ? 3 : 100000;
        Table *made = make(size);
        Table *old;
        [[stm::atomic]] {
          old = table;
          table = made;
          last = size - 1;
        }
        delete[] old->cells;
        delete old;
      } else {
        [[stm::atomic]] {
          int at = last;
          delay(20);
          Table *seen = table;
          CHECK(seen->cells[at] == seen->size);
          CHECK(seen->size == at + 1);
        }
      }
    }
  });
}
