; Intent: abort in a clone really aborts, and nothing follows.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare void @abort() noreturn
; CHECK-LABEL: define void @f.stm(
; CHECK-NEXT: call void @__stm_become_irrevocable(
; CHECK-NEXT: call void @abort()
; CHECK-NEXT: unreachable
define void @f() {
  call void @abort() noreturn
  unreachable
}
