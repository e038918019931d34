; Intent: nothing is left of the region's guard variable.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @main() {
; CHECK-LABEL: define void @main(
; CHECK-NOT: alloca
; CHECK: {{^}}}
  %guard = alloca i32, align 4
  %b = call i32 @__stm_region_begin()
  store i32 %b, ptr %guard, align 4
  call void @__stm_region_end(ptr %guard)
  ret void
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
