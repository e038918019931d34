; Intent: an alias that the linker cannot redirect is a name of the function.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@other = alias void (), ptr @f
define void @f() {
  ret void
}
; CHECK-LABEL: define void @g.stm(
; CHECK-NEXT: call void @f.stm()
define void @g() {
  call void @other()
  ret void
}
