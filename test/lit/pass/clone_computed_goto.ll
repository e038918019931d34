; Intent: label addresses in a clone are the original's, so an indirect branch compares with those.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@labels = constant [2 x ptr] [ptr blockaddress(@f, %one), ptr blockaddress(@f, %two)]

define i32 @f(i64 %i) {
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NOT: indirectbr
; CHECK: icmp eq ptr %{{.*}}, blockaddress(@f, %one)
; CHECK: ret i32
  %p = getelementptr [2 x ptr], ptr @labels, i64 0, i64 %i
  %a = load ptr, ptr %p, align 8
  indirectbr ptr %a, [label %one, label %two]
one:
  ret i32 1
two:
  ret i32 2
}
