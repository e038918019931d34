; Intent: a loop without a computable bound polls; one with a bound does not.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @unbounded(ptr %p) {
; CHECK-LABEL: define void @unbounded.stm(
; CHECK: %[[POLL:.*]] = load atomic i32, ptr %{{.*}} monotonic
; CHECK: icmp ne i32 %[[POLL]], 0
; CHECK: stm.poll:
; CHECK: call preserve_mostcc void @__stm_poll_slow()
; CHECK-LABEL: define void @bounded.stm(
; CHECK-NOT: __stm_poll_slow()
; CHECK: ret void
entry:
  br label %loop
loop:
  %n = phi ptr [ %p, %entry ], [ %next, %loop ]
  %next = load ptr, ptr %n, align 8
  %done = icmp eq ptr %next, null
  br i1 %done, label %out, label %loop
out:
  ret void
}

define void @bounded(ptr %p, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i2, %loop ]
  %q = getelementptr i32, ptr %p, i32 %i
  store i32 0, ptr %q, align 4
  %i2 = add nsw i32 %i, 1
  %c = icmp slt i32 %i2, %n
  br i1 %c, label %loop, label %out
out:
  ret void
}
