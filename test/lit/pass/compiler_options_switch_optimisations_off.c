// Intent: -mllvm hands the off switches to the pass.
// RUN: %clang -O2 -fPIE -mllvm -stm-no-elide-window -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
int shared;
// CHECK-LABEL: define {{.*}}@get.stm(
// CHECK: __stm_read_slow(ptr{{.*}} @shared, i64 4)
int get(void) { return shared; }
