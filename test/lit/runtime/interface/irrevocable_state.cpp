// Intent: stm_is_irrevocable tells whether the region can still be undone: not outside of regions, not before, but after what
// makes it irrevocable, and again not in the next region; stm_in_transaction tells regions from other code, in every mode.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0 views
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2 views
// RUN: %t.O0 && %t.O2
#include "../self_check.h"
#include <stm/stm.hpp>

static int shared;
static volatile bool wanted = true; // a region that is always irrevocable begins as one

[[stm::irrevocable]] __attribute__((noinline)) static void launch() { CHECK(stm_is_irrevocable()); }

int main(int argc, char **) {
  const bool views = argc > 1;
  CHECK(!stm_in_transaction() && !stm_is_irrevocable());
  bool before = true, after = false, inside = false;
  [[stm::atomic]] {
    ++shared;
    before = stm_is_irrevocable();
    inside = stm_in_transaction();
    if (wanted)
      stm_become_irrevocable();
    after = stm_is_irrevocable();
  }
  CHECK(inside && after && !(views && before));
  CHECK(!stm_in_transaction() && !stm_is_irrevocable());
  stm_become_irrevocable(); // outside of regions: no effect
  CHECK(!stm_is_irrevocable());

  [[stm::atomic]] {
    ++shared;
    before = stm_is_irrevocable();
    if (wanted)
      launch();
    after = stm_is_irrevocable();
    [[stm::atomic]] { inside = stm_is_irrevocable(); } // an inner region is part of the outer one
  }
  CHECK(after && inside && !(views && before) && shared == 2);

  // The next region begins anew.
  [[stm::atomic]] {
    before = stm_is_irrevocable();
    ++shared;
  }
  CHECK(!(views && before) && shared == 3);
}
