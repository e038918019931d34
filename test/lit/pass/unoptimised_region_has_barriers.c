// Intent: at -O0 the pass runs as well.
// RUN: %clang -O0 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
extern int shared;
// CHECK-LABEL: define {{.*}}@f(
// CHECK: call i32 @__stm_begin(
// CHECK: call void @__stm_commit()
// CHECK: call preserve_mostcc ptr @__stm_write_slow(ptr @shared, i64 4)
void f(void) {
  [[stm::atomic]] { shared = 1; }
}
