// Intent: objects of [[stm::local]] classes keep what an undone run has written, members of theirs included; what they point
// to is undone as usual. In every mode the committed result is right.
//
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.O2 aborts
// RUN: %t.O2
#include "../self_check.h"
#include <new>
#include <stm/stm.hpp>
#include <sys/mman.h>

struct Cell {
  long value;
};
struct [[stm::local]] Machine {
  long steps;
  long registers[4];
  Cell *cell;
};

int main(int argc, char **) {
  const bool aborts = argc > 1;
  void *memory = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  CHECK(memory != MAP_FAILED);
  stm_local_memory(memory, 4096);
  auto *machine = new (memory) Machine{0, {}, new Cell{0}};
  for (int i = 0; i < 5; ++i) {
    [[stm::atomic]] {
      ++machine->steps;
      machine->registers[i & 3] += 1;
      ++machine->cell->value;
    }
  }
  CHECK(machine->cell->value == 5);
  CHECK(machine->steps == (aborts ? 10 : 5));
  CHECK(machine->registers[0] == (aborts ? 4 : 2));
}
