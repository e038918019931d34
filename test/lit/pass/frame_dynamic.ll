; Intent: a variable of dynamic size is logged if it is older than the region.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare void @use(ptr)

define void @older(i64 %n) {
; CHECK-LABEL: define void @older(
; CHECK: __stm_log_local(ptr %x, i64 1)
; CHECK-LABEL: define void @younger(
  %x = alloca i8, i64 %n
  %begin = call i32 @__stm_region_begin()
  store i8 1, ptr %x
  call void @__stm_region_end(ptr null)
  call void @use(ptr %x)
  ret void
}

define void @younger(i64 %n) {
; CHECK-NOT: __stm_log_local
; CHECK-LABEL: define void @older.stm(
  %begin = call i32 @__stm_region_begin()
  %x = alloca i8, i64 %n
  store i8 1, ptr %x
  call void @use(ptr %x)
  call void @__stm_region_end(ptr null)
  ret void
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
