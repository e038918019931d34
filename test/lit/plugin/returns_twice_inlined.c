// Intent: what the error about setjmp advises works optimised too: the region's function is not inlined, at any depth.
// RUN: %clang -O3 -fplugin=%stm_plugin -S -emit-llvm %s -o - | FileCheck %s

#include <setjmp.h>

jmp_buf buffer;
int shared;

static void step(void) {
  [[stm::atomic]] { shared++; }
}
static void outerStep(void) { step(); }

// CHECK-LABEL: define {{.*}} @work(
// CHECK: call {{.*}}@_setjmp(
// CHECK: call {{.*}}@outerStep(
// CHECK-NOT: __stm_begin
// CHECK: ret i32
int work(void) {
  if (setjmp(buffer))
    return shared;
  outerStep();
  return 0;
}

// Elsewhere inlining is as always.
// CHECK-LABEL: define {{.*}} @twin(
// CHECK: @__stm_begin(
int twin(void) {
  outerStep();
  return 0;
}
