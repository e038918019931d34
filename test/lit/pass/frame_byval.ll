; Intent: an argument passed by value in memory is the clone's own; a region logs stores to it.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @clone(ptr byval(i32) %p) {
; CHECK-LABEL: define void @f(
; CHECK: __stm_log_local(ptr %p, i64 4)
; CHECK-LABEL: define void @clone.stm(
; CHECK-NOT: {{__stm_log_local|__stm_write_slow}}
; CHECK: ret void
  store i32 1, ptr %p, align 4
  ret void
}

define void @f(ptr byval(i32) %p) {
  %begin = call i32 @__stm_region_begin()
  store i32 1, ptr %p, align 4
  call void @__stm_region_end(ptr null)
  ret void
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
