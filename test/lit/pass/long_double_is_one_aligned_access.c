// Intent: an extended floating-point number of ten bytes, aligned to sixteen, is read inline.
// RUN: %clang -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
// CHECK-LABEL: define {{.*}}@get.stm(
// CHECK: __stm_read_slow(ptr{{.*}} %{{[0-9p]+}}, i64 10)
// CHECK: store i16
// CHECK: load x86_fp80
long double get(long double *p) { return *p; }
