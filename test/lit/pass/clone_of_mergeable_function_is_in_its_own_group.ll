; Intent: an inline function's clone is merged and dropped like the original, but in a group of its own, hidden.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
$h = comdat any
; CHECK-DAG: $h = comdat any
; CHECK-DAG: $h.stm = comdat any
; CHECK: define linkonce_odr void @h() comdat prefix
; CHECK: define linkonce_odr hidden void @h.stm() comdat
define linkonce_odr void @h() comdat {
  ret void
}
