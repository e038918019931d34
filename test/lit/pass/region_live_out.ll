; Intent: a value that leaves the region comes from the version that ran.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @main(ptr %p) {
; CHECK-LABEL: define i32 @main(
; CHECK: %[[OUT:.*]] = phi i32
; CHECK-NEXT: %r = add i32 %[[OUT]], 1
; CHECK-NEXT: ret i32 %r
  %b = call i32 @__stm_region_begin()
  %v = load i32, ptr %p, align 4
  call void @__stm_region_end(ptr null)
  %r = add i32 %v, 1
  ret i32 %r
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
