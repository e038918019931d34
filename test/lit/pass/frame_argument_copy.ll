; Intent: the code generator may not use the caller's slot as a variable of a function with regions: it is not saved.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @with(i32 %a) {
; CHECK-LABEL: define void @with(
; CHECK: %[[COPY:.*]] = freeze i32 %a
; CHECK: store i32 %[[COPY]], ptr %x
  %x = alloca i32, align 4
  store i32 %a, ptr %x, align 4
  %begin = call i32 @__stm_region_begin()
  call void @__stm_region_end(ptr null)
  ret void
}

define void @without(i32 %a) {
; CHECK-LABEL: define void @without(
; CHECK: store i32 %a, ptr %x
  %x = alloca i32, align 4
  store i32 %a, ptr %x, align 4
  ret void
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
