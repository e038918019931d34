; Intent: a value that one round of a region hands to the next comes from the version that ran.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @main(ptr %p) {
; CHECK-LABEL: define i32 @main(
; CHECK: loop:
; CHECK: phi i32
; CHECK: call i32 @__stm_begin(
; CHECK: call void @__stm_commit()
; CHECK: %[[OUT:.*]] = phi i32
; CHECK: ret i32 %[[OUT]]
entry:
  br label %loop
loop:
  %last = phi i32 [ 0, %entry ], [ %v, %loop ]
  %b = call i32 @__stm_region_begin()
  store i32 %last, ptr %p, align 4
  %q = getelementptr i32, ptr %p, i64 9
  %v = load i32, ptr %q, align 4
  call void @__stm_region_end(ptr null)
  %c = icmp eq i32 %v, 7
  br i1 %c, label %out, label %loop
out:
  ret i32 %v
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
