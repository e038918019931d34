; Intent: a guaranteed tail call of a defined function remains one in the clone.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
define void @h(ptr %p) {
  ret void
}
; CHECK-LABEL: define void @f.stm(
; CHECK: musttail call void @h.stm(ptr %p)
; CHECK-NEXT: ret void
define void @f(ptr %p) {
  musttail call void @h(ptr %p)
  ret void
}
