// Intent: throwing calls the runtime's versions, which undo it at an abort, and is irrevocable only without them.
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
// CHECK-LABEL: define {{.*}}@_Z1fv.stm(
// CHECK: call {{.*}}@__stm_call.__cxa_allocate_exception(
// CHECK: call {{.*}}@__stm_call.__cxa_throw(
// CHECK-LABEL: define {{.*}}@__stm_call.__cxa_throw(
// CHECK: icmp eq ptr @__cxa_throw.stm, null
// CHECK: musttail call void @__cxa_throw.stm(
// CHECK: call void @__stm_become_irrevocable(
// CHECK: musttail call void @__cxa_throw(
void f() { throw 1; }
