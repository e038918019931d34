; Intent: memory that an earlier region of the function allocated is not fresh any more.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare noalias ptr @malloc(i64)

define void @f() {
; CHECK-LABEL: define void @f(
; CHECK-LABEL: .stm:
; CHECK: call preserve_mostcc ptr @__stm_write_slow(ptr %{{.*}}, i64 8)
  %b1 = call i32 @__stm_region_begin()
  %p = call ptr @malloc(i64 8)
  call void @__stm_region_end(ptr null)
  %b2 = call i32 @__stm_region_begin()
  store i64 1, ptr %p, align 8
  call void @__stm_region_end(ptr null)
  ret void
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
