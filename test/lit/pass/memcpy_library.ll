; Intent: memcpy, memmove and memset called as functions are the runtime's.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare ptr @memcpy(ptr, ptr, i64)
declare ptr @memset(ptr, i32, i64)

define void @f(ptr %to, ptr %from) {
; CHECK-LABEL: define void @f.stm(
; CHECK: call ptr @__stm_memcpy(ptr %to, ptr %from, i64 9)
; CHECK: call ptr @__stm_memset(ptr %to, i32 0, i64 9)
  %a = call ptr @memcpy(ptr %to, ptr %from, i64 9)
  %b = call ptr @memset(ptr %to, i32 0, i64 9)
  ret void
}
