; Intent: a read before a call that may not return does not wait for the write behind it.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @callee() {
  ret void
}

define void @f(ptr %p) {
; CHECK-LABEL: define void @f.stm(
; CHECK: __stm_read_slow
; CHECK: call void @callee.stm()
; CHECK: __stm_write_slow
  %a = load i32, ptr %p, align 4
  call void @callee()
  %b = add i32 %a, 1
  store i32 %b, ptr %p, align 4
  ret void
}
