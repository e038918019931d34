// Intent: commit actions run once, in order, after the commit and before the next statement; abort actions run at
// every abort; both may hold regions; those of an attempt that is undone are forgotten.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back, in views:
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O0 aborts && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2 aborts
// RUN: env STM_LONE=0 STM_LOCK=0 %t.O0 && env STM_LOCK=0 %t.O2 && env STM_LONE=0 %t.O2
#include "../self_check.h"
#include <stdexcept>
#include <stm/stm.hpp>
#include <string>

static int order[8], length;
static long counter, aborted;

static void note(int n) { order[length++] = n; }

static void commitsInOrder() {
  length = 0;
  int local = 1;
  [[stm::atomic]] {
    CHECK(stm::in_transaction());
    stm::on_commit([&] { note(local); });
    [[stm::atomic]] {
      stm::on_commit([] { note(2); });
    }
    CHECK(length == 0);
    ++counter;
    std::string owned = "a string that is not short at all";
    stm::on_commit([owned] { note(owned.size() == 33 ? 3 : 0); });
  }
  CHECK(length == 3 && order[0] == 1 && order[1] == 2 && order[2] == 3);
  CHECK(!stm::in_transaction());
}

static void runsBeforeTheCatch() {
  length = 0;
  try {
    [[stm::atomic]] {
      stm::on_commit([] { note(1); });
      throw std::runtime_error("out");
    }
  } catch (const std::runtime_error &) {
    CHECK(length == 1);
    note(2);
  }
  CHECK(length == 2);
}

static void actionsHoldRegions() {
  long before = counter;
  [[stm::atomic]] {
    ++counter;
    stm::on_commit([] {
      CHECK(!stm::in_transaction());
      [[stm::atomic]] {
        ++counter;
        stm::on_commit([] { ++counter; });
      }
    });
  }
  CHECK(counter == before + 3);
}

static void abortsAreSeen(bool expected) {
  aborted = 0;
  int local = 0;
  [[stm::atomic]] {
    stm::on_abort([&] {
      CHECK(!stm::in_transaction());
      ++local;
      [[stm::atomic]] { ++aborted; }
    });
    ++counter;
  }
  CHECK(aborted == expected && local == expected);
}

static void fromFunctions(void *argument) { ++*static_cast<long *>(argument); }

int main(int argc, char **) {
  stm::on_commit([] { note(0); });
  CHECK(length == 1); // Outside of regions: at once.
  commitsInOrder();
  runsBeforeTheCatch();
  actionsHoldRegions();
  abortsAreSeen(argc > 1);
  long calls = 0;
  inParallel(4, [&](int) {
    for (int i = 0; i < 500; ++i) {
      long mine = 0;
      [[stm::atomic]] {
        ++counter;
        stm_on_commit(fromFunctions, &mine);
      }
      CHECK(mine == 1);
      [[stm::atomic]] { ++calls; }
    }
  });
  CHECK(calls == 2000);
}
