; Intent: a variable whose life starts in the region has no old value, however often the region is entered.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare void @publish(ptr)

define void @f() {
; CHECK-LABEL: define void @f(
; CHECK-NOT: __stm_log_local
; CHECK: {{^}}}
  %x = alloca i32, align 4
  br label %loop
loop:
  %begin = call i32 @__stm_region_begin()
  call void @llvm.lifetime.start.p0(ptr %x)
  store i32 1, ptr %x, align 4
  call void @publish(ptr %x)
  call void @llvm.lifetime.end.p0(ptr %x)
  call void @__stm_region_end(ptr null)
  br label %loop
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
