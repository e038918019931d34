; Intent: a trap must be a real one: the transaction is checked first.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare void @llvm.trap()
; CHECK-LABEL: define void @f.stm(
; CHECK-NEXT: call void @__stm_become_irrevocable(
; CHECK-NEXT: call void @llvm.trap()
define void @f() {
  call void @llvm.trap()
  unreachable
}
