// Intent: the linker takes an inline function's copy that was compiled without the plugin; calls through pointers and virtual tables in
// regions still find the clone that another file brought. Also with the symbols stripped, where it becomes irrevocable.
//
// RUN: %clangxx -std=c++20 -O0 -DPLAIN -c %s -o %t.plain.o
// RUN: %stm_clangxx -std=c++20 -O0 -c %s -o %t.region.o
// RUN: %stm_clangxx %t.plain.o %t.region.o -o %t && %t && env STM_LONE=0 STM_LOCK=0 %t undoable
// RUN: %stm_clangxx -s %t.plain.o %t.region.o -o %t.stripped && %t.stripped && env STM_LONE=0 STM_LOCK=0 %t.stripped
struct Shape {
  int side = 1;
  virtual int area() { return ++side; }
  virtual ~Shape() {}
};
inline int increment(int *x) { return ++*x; }

using Increment = int(int *);
Increment *plainPointer();
Shape *plainShape();

#ifdef PLAIN
Increment *plainPointer() { return increment; }
Shape *plainShape() { return new Shape; }
#else
#include "../self_check.h"
#include "stm/abi.h"

extern "C" {
extern __thread struct stm_self __stm_self;
}

static int counter;
// This file has the functions, too: with a prefix, and with clones.
Increment *volatile own_pointer = increment;
Shape own_shape;

int main(int argc, char **) {
  Increment *pointer = plainPointer();
  Shape *shape = plainShape();
  bool undoable = false;
  [[stm::atomic]] {
    pointer(&counter);
    shape->area();
    undoable = __stm_self.view_offset != 0;
  }
  CHECK(counter == 1 && shape->side == 2);
  CHECK(undoable || argc < 2);
  delete shape;
}
#endif
