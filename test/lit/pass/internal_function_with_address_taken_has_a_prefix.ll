; Intent: a pointer to it may be called in a transaction.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@slot = global ptr @h
; CHECK-LABEL: define internal void @h() prefix <{ i64, i32, i32 }> <{ i64 0, i32 114774790,
; CHECK-LABEL: define internal void @h.stm(
define internal void @h() {
  ret void
}
