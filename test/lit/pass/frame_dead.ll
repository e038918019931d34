; Intent: a variable that only one region uses, entered once, has no old value to save.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare void @publish(ptr)

define void @once() {
; CHECK-LABEL: define void @once(
; CHECK-NOT: __stm_log_local
; CHECK: {{^}}}
  %x = alloca i32, align 4
  %begin = call i32 @__stm_region_begin()
  store i32 1, ptr %x, align 4
  call void @publish(ptr %x)
  call void @__stm_region_end(ptr null)
  ret void
}

define void @again() {
; CHECK-LABEL: define void @again(
; CHECK: __stm_log_local(ptr %x, i64 4)
; CHECK: {{^}}}
  %x = alloca i32, align 4
  br label %loop
loop:
  %begin = call i32 @__stm_region_begin()
  store i32 1, ptr %x, align 4
  call void @publish(ptr %x)
  call void @__stm_region_end(ptr null)
  br label %loop
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
