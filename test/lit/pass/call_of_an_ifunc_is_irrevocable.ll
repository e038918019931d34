; Intent: which function it is, is known at load time only.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@chosen = ifunc void (), ptr @choose
define ptr @choose() {
  ret ptr null
}
; CHECK-LABEL: define void @g.stm(
; CHECK: call void @__stm_become_irrevocable(
; CHECK: call void @chosen()
define void @g() {
  call void @chosen()
  ret void
}
