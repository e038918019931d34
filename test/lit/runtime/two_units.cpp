// Intent: a region in one file may call functions of another, whichever was compiled first.
//
// RUN: %stm_clangxx -std=c++20 -O0 -DSECOND -c %s -o %t.O0.o
// RUN: %stm_clangxx -std=c++20 -O0 %s %t.O0.o -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 -DSECOND -c %s -o %t.O2.o
// RUN: %stm_clangxx -std=c++20 -O2 %s %t.O2.o -o %t.O2 && %t.O2
// RUN: %stm_clangxx -std=c++20 -O2 -flto=thin -fuse-ld=lld-22 -DSECOND -c %s -o %t.lto.o
// RUN: %stm_clangxx -std=c++20 -O2 -flto=thin -fuse-ld=lld-22 %s %t.lto.o -o %t.lto && %t.lto
// A second unit that was compiled without the plugin: its function makes the region irrevocable.
// RUN: %clangxx -std=c++20 -O2 -DSECOND -c %s -o %t.plain.o
// RUN: %stm_clangxx -std=c++20 -O2 %s %t.plain.o -o %t.plain && %t.plain
#ifdef SECOND
long second_counter;
long bumpSecond(long *other) {
  ++*other;
  return ++second_counter;
}
#else
#include "self_check.h"

extern long second_counter;
long bumpSecond(long *other);

static long counter;

int main() {
  inParallel(4, [](int) {
    for (int i = 0; i < 2000; ++i) {
      [[stm::atomic]] {
        long other = counter;
        long now = bumpSecond(&other);
        counter = other;
        CHECK(now == counter);
      }
    }
  });
  CHECK(counter == 8000 && second_counter == 8000);
}
#endif
