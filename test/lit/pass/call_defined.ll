; Intent: a call of a function of the module goes to its clone; outside of transactions it does not.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @callee() {
  ret i32 1
}

define i32 @f() {
; CHECK-LABEL: define i32 @f()
; CHECK-NEXT: call i32 @callee()
; CHECK-LABEL: define i32 @f.stm()
; CHECK-NEXT: call i32 @callee.stm()
  %v = call i32 @callee()
  ret i32 %v
}
