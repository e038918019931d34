; Intent: an indirect call looks at the word before the entry, not across a page, and else asks the runtime.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @f.stm(
; CHECK: and i64 %{{[0-9]+}}, 4095
; CHECK: stm.prefix:
; CHECK: icmp eq i32 %{{[0-9]+}}, 114774790
; CHECK: stm.resolve:
; CHECK: call ptr @__stm_resolve(ptr %g, ptr @__stm_reason)
; CHECK: stm.call:
; CHECK-NEXT: %stm.callee = phi ptr
; CHECK-NEXT: call void %stm.callee()
define void @f(ptr %g) {
  call void %g()
  ret void
}
