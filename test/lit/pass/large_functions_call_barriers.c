// Intent: a large function has no more than eight inline barriers outside of loops; the others are calls of the runtime.
// RUN: %clang -O1 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
// CHECK-LABEL: define {{.*}}@many.stm(
// CHECK-COUNT-8: inttoptr
// CHECK-NOT: inttoptr
// CHECK: ret i64
long many(long **p) {
  return *p[0] + *p[10] + *p[20] + *p[30] + *p[40] + *p[50] + *p[60] + *p[70] + *p[80] + *p[90];
}
