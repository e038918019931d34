// Intent: local memory is neither restored nor a reason for conflicts; the restart action is called before each run after an
// abort and can bring it back.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O0 every
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2 every
// RUN: %t.O0 && %t.O2
#include "../self_check.h"
#include <stm/stm.hpp>

struct Registers {
  long pc, value[4];
};

static long shared;
static stm::local<Registers> *mine;
static int restarts;

int main(int argc, char **) {
  mine = (stm::local<Registers> *)calloc(1, sizeof(Registers));
  stm_on_restart(
      [](void *) {
        CHECK(!stm::in_transaction());
        ++restarts;
      },
      nullptr);
  for (int i = 0; i < 10; ++i) {
    [[stm::atomic]] {
      mine->pc = mine->pc + 1;
      ++shared;
    }
  }
  bool every = argc > 1;
  CHECK(shared == 10 && restarts == (every ? 10 : 0));
  CHECK(mine->pc == (every ? 20 : 10)); // Each abort left it as it was.

  stm_on_restart([](void *) { mine->pc = mine->value[0]; }, nullptr);
  for (int i = 0; i < 10; ++i) {
    mine->value[0] = mine->pc;
    [[stm::atomic]] {
      mine->pc = mine->pc + 1;
      ++shared;
    }
  }
  CHECK(mine->pc == (every ? 30 : 20) && shared == 20);
}
