// Intent: an exception that leaves a region commits on its way, before it goes on.
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
extern int shared;
void thrower();
// CHECK-LABEL: define {{.*}}@_Z1fv(
// CHECK: landingpad
// CHECK: call void @__stm_commit()
// CHECK: resume
void f() {
  [[stm::atomic]] {
    shared = 1;
    thrower();
  }
}
