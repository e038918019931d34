; Intent: a region may end in a call that does not return.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare void @exit(i32) noreturn

define void @main() {
; CHECK-LABEL: define void @main(
; CHECK: call i32 @__stm_begin(
; CHECK: call void @exit(i32 0)
  %b = call i32 @__stm_region_begin()
  call void @exit(i32 0)
  unreachable
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
