// Intent: a definition of the module lies in the window only if the module becomes the executable.
// RUN: %clang -O2 -fPIC -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
int shared;
// CHECK-LABEL: define {{.*}}@get.stm(
// CHECK: __stm_read_slow
// CHECK: ret i32
int get(void) { return shared; }
