; Intent: memory that the transaction allocated needs neither mark nor check, only its place in the view.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare noalias ptr @malloc(i64)

define ptr @f() {
; CHECK-LABEL: define ptr @f.stm(
; CHECK: %p = call ptr @malloc(i64 8)
; CHECK-NOT: {{_slow|i16}}
; CHECK: inttoptr
; CHECK: store i64 1
; CHECK: ret ptr %p
  %p = call ptr @malloc(i64 8)
  store i64 1, ptr %p, align 8
  ret ptr %p
}

define void @old(ptr %p) {
; CHECK-LABEL: define void @old.stm(
; CHECK: __stm_write_slow
  store i64 1, ptr %p, align 8
  ret void
}
