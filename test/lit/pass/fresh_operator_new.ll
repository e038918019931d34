; Intent: what operator new returns is read without marks, but stores check: the program may have replaced the operator.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare noalias ptr @_Znwm(i64)

define i64 @read() {
; CHECK-LABEL: define i64 @read.stm(
; CHECK-NOT: store i16
; CHECK: ret i64
  %p = call ptr @_Znwm(i64 8)
  %v = load i64, ptr %p, align 8
  ret i64 %v
}

define void @write() {
; CHECK-LABEL: define void @write.stm(
; CHECK: __stm_write_slow
  %p = call ptr @_Znwm(i64 8)
  store i64 1, ptr %p, align 8
  ret void
}
