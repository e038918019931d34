// Intent: regions in constructors and destructors, of local, heap and global objects, also before and after main.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

static long alive, made;

struct Counted {
  Counted() {
    [[stm::atomic]] {
      ++alive;
      ++made;
    }
  }
  Counted(const Counted &) : Counted() {}
  ~Counted() {
    [[stm::atomic]] { --alive; }
  }
};

static Counted before_main;

struct Last {
  ~Last() { CHECK(alive == 1); }
} static last;

int main() {
  CHECK(alive == 1);
  atexit([] {
    [[stm::atomic]] { CHECK(alive == 1); }
  });
  inParallel(4, [](int) {
    for (int i = 0; i < 1000; ++i) {
      Counted local;
      Counted copy = local;
      Counted *heap = new Counted;
      [[stm::atomic]] {
        Counted inside;
        CHECK(alive > 0);
      }
      delete heap;
    }
  });
  CHECK(alive == 1 && made == 16001);
}
