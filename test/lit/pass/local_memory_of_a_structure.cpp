// Intent: members of a structure, array elements and what a local pointer points to are local memory; a pointer
// loaded from there leads to shared memory.
//
// RUN: %clangxx -std=c++20 -O1 -fplugin=%stm_plugin -S -emit-llvm %s -o - | FileCheck %s
struct Frame {
  long registers[8];
  int *shared;
};
using LocalFrame = __attribute__((address_space(1))) Frame;

// CHECK-LABEL: define {{.*}} @_Z5localPU3AS15Framei.stm(
// CHECK-NOT: __stm_
// CHECK: ret void
void local(LocalFrame *frame, int i) { frame->registers[i] = frame->registers[i + 1] + 1; }

// CHECK-LABEL: define {{.*}} @_Z6sharedPU3AS15Frame.stm(
// CHECK: __stm_write_slow
// CHECK: ret void
void shared(LocalFrame *frame) { *frame->shared = 1; }
