; Intent: the skip marker becomes an edge from the region's begin, for the optimiser to know; afterwards it is the plain version that
; takes a cancelled transaction there.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @main(ptr %p, i1 %c) {
; CHECK-LABEL: define i32 @main(
; CHECK: %[[MODE:.*]] = notail call i32 @__stm_begin(
; CHECK: %[[CANCELLED:.*]] = icmp eq i32 %[[MODE]], 2
; CHECK: %[[RESULT:.*]] = zext i1 %[[CANCELLED]] to i32
; CHECK: icmp eq i32 %[[MODE]], 1
; CHECK: %[[SKIPS:.*]] = icmp ne i32 %[[RESULT]], 0
; CHECK: br i1 %[[SKIPS]], label %[[SKIP:.*]], label %
; CHECK: [[SKIP]]:
; CHECK: call void @__stm_commit()
; CHECK-NOT: __stm_region
  %guard = alloca i32
  %b = call i32 @__stm_region_begin()
  store i32 %b, ptr %guard
  br i1 %c, label %leave, label %fall

leave:
  call void @__stm_region_end(ptr %guard)
  ret i32 1

fall:
  store i32 1, ptr %p, align 4
  %s = call i32 @__stm_region_skip(ptr %guard)
  call void @__stm_region_end(ptr %guard)
  ret i32 0
}

declare i32 @__stm_region_begin()
declare i32 @__stm_region_skip(ptr)
declare void @__stm_region_end(ptr)
