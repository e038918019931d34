; Intent: code outside of regions may store atomically at the same moment: the runtime hears of an atomic load before its
; barrier. The original stays as it is.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f(
; CHECK-NOT: __stm_atomic
; CHECK: load atomic i32, ptr %p seq_cst
; CHECK-LABEL: define i32 @f.stm(
; CHECK: call {{.*}}void @__stm_atomic_read(ptr %p, i64 4)
; CHECK: __stm_read_slow(ptr %p, i64 4)
; CHECK: %v = load atomic i32, ptr %{{.*}} seq_cst
define i32 @f(ptr %p) {
  %v = load atomic i32, ptr %p seq_cst, align 4
  ret i32 %v
}
