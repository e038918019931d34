// Intent: _Thread_local counts as the thread's own in an executable.
// RUN: %clang -O2 -fPIE -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
static _Thread_local int own;
int *where(void) { return &own; }
// CHECK-LABEL: define {{.*}}@set.stm(
// CHECK: __stm_log_local(
// CHECK-NOT: _slow(
// CHECK: ret void
void set(int v) { own = v; }
