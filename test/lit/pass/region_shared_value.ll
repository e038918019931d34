; Intent: a value of a block that is made into two reaches its uses from either.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare void @print(i32)

define void @main(i1 %c, i32 %x) {
; CHECK-LABEL: define void @main(
; CHECK: left:
; CHECK: call void @print(i32 %v)
; CHECK: unreachable
  br i1 %c, label %begin, label %shared
begin:
  %b = call i32 @__stm_region_begin()
  br label %shared
shared:
  %v = phi i32 [ %x, %0 ], [ 7, %begin ]
  br label %left
left:
  call void @print(i32 %v)
  unreachable
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
