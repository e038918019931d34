; Intent: an atomic store of a transaction is published as one, and the runtime must know of it.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @f.stm(
; CHECK: call {{.*}}void @__stm_atomic_write(ptr %p, i64 8)
; CHECK: __stm_write_slow(ptr %p, i64 8)
; CHECK: store atomic i64 1, ptr %{{.*}} release
define void @f(ptr %p) {
  store atomic i64 1, ptr %p release, align 8
  ret void
}
