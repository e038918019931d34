; Intent: a second load of the same granule sets no second mark; on another way it does.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @dominated(ptr %p) {
; CHECK-LABEL: define i32 @dominated.stm(
; CHECK-COUNT-1: store i16
; CHECK-NOT: store i16
; CHECK: ret i32
  %a = load i32, ptr %p, align 4
  %b = load i32, ptr %p, align 4
  %s = add i32 %a, %b
  ret i32 %s
}

define i32 @other_way(ptr %p, i1 %c) {
; CHECK-LABEL: define i32 @other_way.stm(
; CHECK-COUNT-2: store i16
; CHECK: ret i32
  br i1 %c, label %left, label %join
left:
  %a = load i32, ptr %p, align 4
  br label %join
join:
  %b = load i32, ptr %p, align 4
  ret i32 %b
}
