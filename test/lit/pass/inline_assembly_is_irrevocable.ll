; Intent: assembly that may touch memory runs only in an irrevocable transaction.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @f.stm(
; CHECK-NEXT: call void @__stm_become_irrevocable(ptr @__stm_reason)
; CHECK-NEXT: call void asm sideeffect "nop"
define void @f() {
  call void asm sideeffect "nop", "~{memory}"()
  ret void
}
