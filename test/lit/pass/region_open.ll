; Intent: the optimiser may drop the end marker on a way that only undefined behaviour leads to: the region ends where that
; way leaves the function.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

; CHECK-LABEL: define void @f(
; CHECK: call {{.*}}@__stm_commit
; CHECK: ret void
define void @f(ptr %p) {
  %b = call i32 @__stm_region_begin()
  store i32 1, ptr %p
  ret void
}

; The way out is shared with code outside of the region.
; CHECK-LABEL: define void @g(
; CHECK: call {{.*}}@__stm_commit
; CHECK: ret void
; CHECK: ret void
define void @g(i1 %c, ptr %p) {
  br i1 %c, label %region, label %out
region:
  %b = call i32 @__stm_region_begin()
  store i32 1, ptr %p
  br label %out
out:
  ret void
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
