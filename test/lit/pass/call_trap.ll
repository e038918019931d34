; Intent: a trap is a real one: the transaction is checked before it.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @f() {
; CHECK-LABEL: define void @f.stm()
; CHECK-NEXT: call void @__stm_become_irrevocable(
; CHECK-NEXT: call void @llvm.trap()
  call void @llvm.trap()
  unreachable
}
