// Intent: assigning a large structure reads one range and writes another.
// RUN: %clang -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
struct Big { long words[20]; };
// CHECK-LABEL: define {{.*}}@copy.stm(
// CHECK-DAG: call {{.*}}@__stm_write_slow(ptr{{.*}} %{{0|to}}, i64 160)
// CHECK-DAG: call {{.*}}@__stm_read_slow(ptr{{.*}} %{{1|from}}, i64 160)
// CHECK: llvm.memcpy
void copy(struct Big *restrict to, const struct Big *restrict from) { *to = *from; }
