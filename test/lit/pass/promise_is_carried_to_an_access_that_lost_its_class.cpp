// Intent: the optimiser evaluates the second half of a && b early, and the load forgets of which class its object is; the first half, which is
// executed whenever it is, tells. An access to another object tells nothing.
//
// RUN: %stm_clangxx -std=c++20 -O2 -S -emit-llvm %s -o - | FileCheck %s
// RUN: %stm_clangxx -std=c++20 -O2 -S -emit-llvm -mllvm -stm-no-carry-promises %s -o - | FileCheck %s --check-prefix=OFF

struct [[stm::local]] Stack {
  long depth;
  long end;
};

// CHECK-LABEL: define{{.*}} @_Z4fitsP5Stackll.stm(
// CHECK-NOT: __stm_read_slow
// CHECK: ret i1
// OFF-LABEL: define{{.*}} @_Z4fitsP5Stackll.stm(
// OFF: __stm_read_slow
bool fits(Stack *s, long depth, long size) { return s->depth < depth && size + 64 < s->end; }

// CHECK-LABEL: define{{.*}} @_Z5otherP5StackPl.stm(
// CHECK: __stm_read_slow
bool other(Stack *s, long *limit) { return s->depth < *limit; }
