; Intent: printf makes the transaction irrevocable before the call.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@text = constant [2 x i8] c"x\00"
declare i32 @printf(ptr, ...)

define void @f() {
; CHECK-LABEL: define void @f.stm()
; CHECK: call void @__stm_become_irrevocable(ptr @
; CHECK-NEXT: call i32 (ptr, ...) @printf(ptr @text)
  call i32 (ptr, ...) @printf(ptr @text)
  ret void
}
