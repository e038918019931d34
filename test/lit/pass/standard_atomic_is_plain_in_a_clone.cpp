// Intent: std::atomic needs no locked instruction in a transaction.
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
extern int counter;
// CHECK-LABEL: define {{.*}}@_Z4bumpv(
// CHECK: atomicrmw
// CHECK-LABEL: define {{.*}}@_Z4bumpv.stm(
// CHECK-NOT: atomicrmw
// CHECK: {{^}}}
int bump() { return __atomic_fetch_add(&counter, 1, __ATOMIC_SEQ_CST); }
