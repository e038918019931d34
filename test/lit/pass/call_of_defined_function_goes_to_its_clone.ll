; Intent: in a clone a call by name calls the callee's clone; the original calls the original.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
define void @g() {
  ret void
}
; CHECK-LABEL: define void @f(
; CHECK-NEXT: call void @g()
; CHECK-LABEL: define void @f.stm(
; CHECK-NEXT: call void @g.stm()
define void @f() {
  call void @g()
  ret void
}
