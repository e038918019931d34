; Intent: a loop without calls keeps the transaction's constants in registers; with the switch it loads them each time.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-hoist-ranges -S %s | FileCheck %s
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-hoist-ranges -S -stm-no-hoist-state %s | FileCheck %s --check-prefix=OFF
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @f(ptr %p, i32 %n) {
; CHECK-LABEL: define i32 @f.stm(
; CHECK: entry:
; CHECK-COUNT-4: @__stm_self)
; CHECK: loop:
; CHECK-NOT: @__stm_self)
; CHECK: ret i32
; OFF-LABEL: define i32 @f.stm(
; OFF: loop:
; OFF: @__stm_self)
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i2, %loop ]
  %s = phi i32 [ 0, %entry ], [ %s2, %loop ]
  %q = getelementptr i32, ptr %p, i32 %i
  %v = load i32, ptr %q, align 4
  %s2 = add i32 %s, %v
  %i2 = add i32 %i, 1
  %c = icmp slt i32 %i2, %n
  br i1 %c, label %loop, label %out
out:
  ret i32 %s2
}
