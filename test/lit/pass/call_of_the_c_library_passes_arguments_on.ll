; Intent: the function through which a module calls a clone of the C library hands on what it was given: also a variable number
; of arguments, and structures by value.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare i32 @snprintf(ptr noalias, i64, ptr, ...)
declare signext i16 @strcmp(ptr noundef, ptr byval(i64))

; CHECK-LABEL: define linkonce_odr hidden i32 @__stm_call.snprintf(ptr %0, i64 %1, ptr %2, ...)
; CHECK: musttail call i32 (ptr, i64, ptr, ...) @snprintf.stm(ptr %0, i64 %1, ptr %2, ...)
; CHECK-LABEL: define linkonce_odr hidden signext i16 @__stm_call.strcmp(ptr %0, ptr byval(i64) %1)
; CHECK: musttail call signext i16 @strcmp.stm(ptr %0, ptr byval(i64) %1)
define void @f(ptr %p) {
  %a = call i32 (ptr, i64, ptr, ...) @snprintf(ptr %p, i64 5, ptr %p, i32 3, double 1.0)
  %b = call signext i16 @strcmp(ptr %p, ptr byval(i64) %p)
  ret void
}
