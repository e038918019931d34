; Intent: an inline function's clone is merged and dropped like the original, but in a group of its own. It is made only where
; a transaction may reach it: whoever calls it by name in another module has its definition there.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
$called = comdat any
$pointed_to = comdat any
$unreached = comdat any
; CHECK-DAG: $called = comdat any
; CHECK-DAG: $called.stm = comdat any
; CHECK-DAG: $pointed_to.stm = comdat any
; CHECK: define linkonce_odr void @called() comdat prefix
define linkonce_odr void @called() comdat {
  ret void
}
define linkonce_odr void @pointed_to() comdat {
  ret void
}
; CHECK: define linkonce_odr void @unreached() comdat {
define linkonce_odr void @unreached() comdat {
  ret void
}
@pointer = global ptr @pointed_to
define void @known_elsewhere() {
  call void @called()
  ret void
}
; CHECK: define linkonce_odr void @called.stm() comdat
; CHECK: define linkonce_odr void @pointed_to.stm() comdat
; CHECK-NOT: @unreached.stm
