; Intent: a table of labels that a function's branches alone read is copied with the clone, whose indirect branches stay. A table
; that is used otherwise is not.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@labels = internal constant [2 x ptr] [ptr blockaddress(@f, %one), ptr blockaddress(@f, %two)]
@kept = internal constant [2 x ptr] [ptr blockaddress(@g, %one), ptr blockaddress(@g, %two)]

; CHECK: @labels.stm = private constant [2 x ptr] [ptr blockaddress(@f.stm, %one), ptr blockaddress(@f.stm, %two)]
; CHECK-NOT: @kept.stm

define i32 @f(i64 %i) {
; CHECK-LABEL: define i32 @f.stm(
; CHECK: getelementptr [2 x ptr], ptr @labels.stm
; CHECK: indirectbr ptr %{{.*}}, [label %one, label %two]
; CHECK: }
  %p = getelementptr [2 x ptr], ptr @labels, i64 0, i64 %i
  %a = load ptr, ptr %p, align 8
  indirectbr ptr %a, [label %one, label %two]
one:
  ret i32 1
two:
  ret i32 2
}

define i32 @g(i64 %i, ptr %out) {
; CHECK-LABEL: define i32 @g.stm(
; CHECK-NOT: indirectbr
; CHECK: icmp eq ptr %{{.*}}, blockaddress(@g, %one)
; CHECK: ret i32
  %p = getelementptr [2 x ptr], ptr @kept, i64 0, i64 %i
  %a = load ptr, ptr %p, align 8
  store ptr %a, ptr %out, align 8
  indirectbr ptr %a, [label %one, label %two]
one:
  ret i32 1
two:
  ret i32 2
}
