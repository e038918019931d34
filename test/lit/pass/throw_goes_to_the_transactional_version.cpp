// Intent: throwing calls the runtime's versions, which undo it at an abort, and is irrevocable only without them.
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
// CHECK-LABEL: define {{.*}}@_Z1fv.stm(
// CHECK: icmp eq ptr @__cxa_allocate_exception.stm, null
// CHECK: phi ptr [ @__cxa_allocate_exception, {{.*}} ], [ @__cxa_allocate_exception.stm,
// CHECK: icmp eq ptr @__cxa_throw.stm, null
// CHECK: phi ptr [ @__cxa_throw, {{.*}} ], [ @__cxa_throw.stm,
void f() { throw 1; }
