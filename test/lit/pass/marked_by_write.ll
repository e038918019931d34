; Intent: a granule marked as written needs no read mark; one marked as read still needs a write mark.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @written(ptr %p, i1 %c) {
; CHECK-LABEL: define i32 @written.stm(
; CHECK-NOT: store i16
; CHECK: ret i32
  store i32 1, ptr %p, align 4
  br label %next
next:
  %v = load i32, ptr %p, align 4
  ret i32 %v
}

define void @read(ptr %p, i1 %c) {
; CHECK-LABEL: define void @read.stm(
; CHECK: store i16
; CHECK: __stm_write_slow
; CHECK: ret void
  %v = load i32, ptr %p, align 4
  br i1 %c, label %next, label %out
next:
  store i32 1, ptr %p, align 4
  br label %out
out:
  ret void
}
