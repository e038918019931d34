; Intent: code outside of regions stays as it is.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @f(ptr %p, ptr %q) {
; CHECK-LABEL: define i32 @f(
; CHECK: store i32 1, ptr %q, align 4{{$}}
; CHECK: __stm_begin
; CHECK: load i32, ptr %q, align 4{{$}}
; CHECK: ret i32
  store i32 1, ptr %q, align 4
  %b = call i32 @__stm_region_begin()
  call void @__stm_region_end(ptr null)
  %v = load i32, ptr %q, align 4
  ret i32 %v
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
