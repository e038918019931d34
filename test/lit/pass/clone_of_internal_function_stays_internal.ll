; Intent: a function that only this module sees has a clone that only this module sees; without its address taken it has no prefix.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define internal void @h(
; CHECK-NOT: prefix
; CHECK: ret void
; CHECK-LABEL: define internal void @h.stm(
define internal void @h() noinline {
  ret void
}
define void @f() {
  call void @h()
  ret void
}
