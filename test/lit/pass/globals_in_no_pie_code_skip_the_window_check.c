// Intent: a definition of the module lies in the window in an executable.
// RUN: %clang -O2 -fno-pie -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
int shared;
// CHECK-LABEL: define {{.*}}@get.stm(
// CHECK-NOT: __stm_read_slow
// CHECK: ret i32
int get(void) { return shared; }
