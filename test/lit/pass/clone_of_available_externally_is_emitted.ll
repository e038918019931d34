; Intent: another module has the original, but perhaps no clone of it: this module brings one; no prefix on what is not emitted.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define available_externally void @h()
; CHECK-NOT: prefix
; CHECK: ret void
; CHECK-LABEL: define linkonce_odr void @h.stm()
define available_externally void @h() {
  ret void
}
define void @f() {
  call void @h()
  ret void
}
