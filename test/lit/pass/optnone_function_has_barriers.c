// Intent: a function that the optimiser must leave alone gets its barriers nevertheless.
// RUN: %clang -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
extern int shared;
// CHECK-LABEL: define {{.*}}@f(
// CHECK: call i32 @__stm_begin(
// CHECK: @__stm_write_slow(ptr{{.*}} @shared, i64 4)
__attribute__((optnone)) void f(void) {
  [[stm::atomic]] { shared = 1; }
}
