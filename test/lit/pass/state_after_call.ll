; Intent: after a call of a clone the constants are loaded anew.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @callee() {
  ret void
}

define i32 @f(ptr %p, ptr %q) {
; CHECK-LABEL: define i32 @f.stm(
; CHECK: %a = load i32
; CHECK: call void @callee.stm()
; CHECK: @__stm_self)
; CHECK: %b = load i32
  %a = load i32, ptr %p, align 4
  call void @callee()
  %b = load i32, ptr %q, align 4
  %s = add i32 %a, %b
  ret i32 %s
}
