; Intent: a call that passes shared memory by value reads it through a barrier.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @callee(ptr byval({ i64, i64 }) %p) {
  ret void
}

define void @f(ptr %p) {
; CHECK-LABEL: define void @f.stm(
; CHECK: store i16
; CHECK: %[[ADDRESS:.*]] = phi ptr
; CHECK: call void @callee.stm(ptr byval({ i64, i64 }) %[[ADDRESS]])
  call void @callee(ptr byval({ i64, i64 }) %p)
  ret void
}

define void @own() {
; CHECK-LABEL: define void @own.stm(
; CHECK-NOT: store i16
; CHECK: call void @callee.stm(ptr byval({ i64, i64 }) %x)
  %x = alloca { i64, i64 }
  call void @callee(ptr byval({ i64, i64 }) %x)
  ret void
}
