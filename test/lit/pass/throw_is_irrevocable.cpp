// Intent: throwing waits for irrevocability, before the exception is allocated.
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
// CHECK-LABEL: define {{.*}}@_Z1fv.stm(
// CHECK: call void @__stm_become_irrevocable(
// CHECK: @__cxa_allocate_exception(
// CHECK: call void @__stm_become_irrevocable(
// CHECK: @__cxa_throw(
void f() { throw 1; }
