; Intent: a mark outlives a call, a translated address does not.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @callee() {
  ret void
}

define i32 @f(ptr %p) {
; CHECK-LABEL: define i32 @f.stm(
; CHECK-COUNT-1: store i16
; CHECK: load i32
; CHECK: call void @callee.stm()
; CHECK-NOT: store i16
; CHECK: %[[OFFSET:.*]] = load i64, ptr %{{.*}}, align 8, !stm
; CHECK: add i64 %{{.*}}, %[[OFFSET]]
; CHECK: load i32
; CHECK: ret i32
  %a = load i32, ptr %p, align 4
  call void @callee()
  %b = load i32, ptr %p, align 4
  %s = add i32 %a, %b
  ret i32 %s
}
