; Intent: the program's own operator new is a function like others: its clone is called, its result is not fresh.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@pool = global [64 x i8] zeroinitializer

define ptr @_Znwm(i64 %n) {
  ret ptr @pool
}

define i32 @f() {
; CHECK-LABEL: define i32 @f.stm()
; CHECK: call ptr @_Znwm.stm(i64 8)
; CHECK: store i16
  %p = call ptr @_Znwm(i64 8)
  %v = load i32, ptr %p, align 4
  ret i32 %v
}
