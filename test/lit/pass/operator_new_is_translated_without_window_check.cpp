// Intent: a fresh object of operator new is written through its translated address.
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
struct Pair { int a, b; };
// CHECK-LABEL: define {{.*}}@_Z4makei.stm(
// CHECK: _Znwm
// CHECK: inttoptr
// CHECK: ret ptr
Pair *make(int a) { return new Pair{a, 0}; }
