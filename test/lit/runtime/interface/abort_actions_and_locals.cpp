// Intent: what an on_abort action does to a local variable of the function is there when the region has been cancelled or has run again,
// however much the optimiser thinks it knows of the variable.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: %stm_clangxx -std=c++20 -O3 %s -o %t.O3 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O3 undone
#include "../self_check.h"
#include <stm/stm.hpp>

static long shared;

static void countIn(long &tries) {
  stm::on_abort([&tries] { ++tries; });
}

static void addAndCancel(long &tries) {
  [[stm::atomic]] {
    stm::on_abort([&tries] { ++tries; });
    ++shared;
    stm::cancel();
  }
}

static void addOne(void *count) { ++*static_cast<int *>(count); }

int main(int argc, char **) {
  // Captured by a lambda.
  long direct = 0;
  [[stm::atomic]] {
    stm::on_abort([&direct] { ++direct; });
    ++shared;
    stm::cancel();
  }
  CHECK(direct == 1);

  // By way of a function that registers, and of one that holds the region.
  long helped = 5, inlined = 7;
  [[stm::atomic]] {
    countIn(helped);
    ++shared;
    stm::cancel();
  }
  CHECK(helped == 6);
  addAndCancel(inlined);
  CHECK(inlined == 8);

  // C's form, and through a pointer variable.
  int plain = 1, *pointer = &plain;
  [[stm::atomic]] {
    stm_on_abort(addOne, pointer);
    ++shared;
    stm::cancel();
  }
  CHECK(plain == 2);

  // An inner region.
  long inner = 0;
  [[stm::atomic]] {
    [[stm::atomic]] {
      stm::on_abort([&inner] { ++inner; });
      stm::cancel();
    }
    ++shared;
  }
  CHECK(inner == 1);
  CHECK(shared == 1);

  // A region that ran again: every commit is undone once.
  long again = 0;
  [[stm::atomic]] {
    stm::on_abort([&again] { ++again; });
    ++shared;
  }
  CHECK(again == (argc > 1));
  CHECK(shared == 2);
}
