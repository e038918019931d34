// Intent: leaving a region by break commits, on the same path once.
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
extern int shared;
// CHECK-LABEL: define {{.*}}@_Z1fv(
// CHECK: call i32 @__stm_begin(
// CHECK: call void @__stm_commit()
// CHECK: call void @__stm_commit()
// CHECK-LABEL: define {{.*}}@_Z1fv.stm(
// CHECK-NOT: @__stm_begin(
// CHECK-NOT: @__stm_commit()
// CHECK: ret void
void f() {
  for (;;)
    [[stm::atomic]] {
      if (shared++ > 3)
        break;
    }
}
