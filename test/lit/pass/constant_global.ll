; Intent: constant memory needs no barrier; a variable of the same shape does.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@table = constant [4 x i32] [i32 1, i32 2, i32 3, i32 4]
@variable = global [4 x i32] zeroinitializer

define i32 @constant(i64 %i) {
; CHECK-LABEL: define i32 @constant.stm(
; CHECK-NEXT: getelementptr
; CHECK-NEXT: load i32, ptr %p, align 4, !stm ![[CONSTANT:[0-9]+]]
; CHECK-NEXT: ret i32
  %p = getelementptr [4 x i32], ptr @table, i64 0, i64 %i
  %v = load i32, ptr %p, align 4
  ret i32 %v
}

define i32 @mutable(i64 %i) {
; CHECK-LABEL: define i32 @mutable.stm(
; CHECK: store i16
  %p = getelementptr [4 x i32], ptr @variable, i64 0, i64 %i
  %v = load i32, ptr %p, align 4
  ret i32 %v
}
; CHECK: ![[CONSTANT]] = !{!"constant"}
