// Intent: a goto out of a region commits.
// RUN: %clang -O0 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
extern int shared;
// CHECK-LABEL: define {{.*}}@f(
// CHECK: call i32 @__stm_begin(
// CHECK-COUNT-2: call void @__stm_commit()
// CHECK-LABEL: define {{.*}}@f.stm(
void f(void) {
  [[stm::atomic]] {
    if (shared)
      goto out;
    shared = 1;
  }
out:
  shared = 2;
}
