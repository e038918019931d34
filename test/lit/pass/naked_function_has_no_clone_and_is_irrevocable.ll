; Intent: a naked function is assembly: no clone, no prefix.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @n() 
; CHECK-NOT: @n.stm
; CHECK-LABEL: define void @f.stm(
; CHECK-NEXT: call void @__stm_become_irrevocable(
; CHECK-NEXT: call void @n()
define void @n() naked {
  call void asm sideeffect "ret", ""()
  unreachable
}
define void @f() {
  call void @n()
  ret void
}
