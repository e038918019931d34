; Intent: each of a function's regions has its own begin.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @main(ptr %p) {
; CHECK-LABEL: define void @main(
; CHECK-COUNT-2: call i32 @__stm_begin(
; CHECK: {{^}}}
  %b1 = call i32 @__stm_region_begin()
  store i32 1, ptr %p, align 4
  call void @__stm_region_end(ptr null)
  %b2 = call i32 @__stm_region_begin()
  store i32 2, ptr %p, align 4
  call void @__stm_region_end(ptr null)
  ret void
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
