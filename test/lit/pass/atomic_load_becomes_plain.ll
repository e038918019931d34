; Intent: the transaction orders accesses already: an atomic load is a plain one with a barrier. The original stays atomic.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f(
; CHECK: load atomic i32, ptr %p seq_cst
; CHECK-LABEL: define i32 @f.stm(
; CHECK: __stm_read_slow(ptr %p, i64 4)
; CHECK: %v = load i32, ptr
define i32 @f(ptr %p) {
  %v = load atomic i32, ptr %p seq_cst, align 4
  ret i32 %v
}
