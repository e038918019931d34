; Intent: a call by another name goes to the same clone.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@other_name = alias void (), ptr @callee

define void @callee() {
  ret void
}

define void @f() {
; CHECK: @other_name.stm = alias void (), ptr @callee.stm
; CHECK-LABEL: define void @f.stm()
; CHECK-NEXT: call void @callee.stm()
  call void @other_name()
  ret void
}
