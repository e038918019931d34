// Intent: the slot of a virtual table is constant: of a virtual call only the object's table pointer is read with a barrier.
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
struct Base { virtual void act(); };
// CHECK-LABEL: define {{.*}}@_Z4callP4Base.stm(
// CHECK-COUNT-1: __stm_read_slow(
// CHECK-NOT: __stm_read_slow(
// CHECK: __stm_resolve(
// CHECK-LABEL: {{^}}declare
void call(Base *b) { b->act(); }
