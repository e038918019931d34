// Intent: a return inside a region commits in both versions.
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
int shared;
// CHECK-LABEL: define {{.*}}i32 @_Z1fv(
// CHECK: call i32 @__stm_begin(
// CHECK-COUNT-2: call void @__stm_commit()
// CHECK-NOT: __stm_region_
// CHECK: ret i32
int f() {
  [[stm::atomic]] { return shared; }
}
