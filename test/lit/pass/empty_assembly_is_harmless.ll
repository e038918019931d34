; Intent: a compiler barrier is no instruction.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @f.stm(
; CHECK-NEXT: call void asm sideeffect ""
; CHECK-NEXT: ret void
define void @f() {
  call void asm sideeffect "", "~{memory}"()
  ret void
}
