; Intent: in a clone a region is a part of the caller's transaction; it keeps a checkpoint of its own only where something in it may
; undo it alone.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @f(ptr %p) {
; CHECK-LABEL: define void @f.stm(
; CHECK-NOT: {{__stm_(begin|nested|commit)}}
; CHECK: store i32 1
; CHECK-NOT: {{__stm_(begin|nested|commit)}}
; CHECK: ret void
  %b = call i32 @__stm_region_begin()
  store i32 1, ptr %p, align 4
  call void @__stm_region_end(ptr null)
  ret void
}

define void @g(ptr %p) {
; CHECK-LABEL: define void @g.stm(
; CHECK: %[[SLOT:.*]] = call ptr @llvm.addressofreturnaddress.p0()
; CHECK: %[[CFA:.*]] = getelementptr i8, ptr %[[SLOT]], i64 8
; CHECK: call i32 @__stm_nested_begin(ptr @{{.*}}, ptr %[[CFA]], ptr null, ptr null)
; CHECK: call void @stm_cancel()
; CHECK: call void @__stm_nested_end()
; CHECK: ret void
  %b = call i32 @__stm_region_begin()
  call void @stm_cancel()
  call void @__stm_region_end(ptr null)
  ret void
}

; Who knows what other modules do?
define void @h(ptr %p) {
; CHECK-LABEL: define void @h.stm(
; CHECK: call i32 @__stm_nested_begin(
  %b = call i32 @__stm_region_begin()
  call void @unknown()
  call void @__stm_region_end(ptr null)
  ret void
}

; Through calls within the module.
define void @i(ptr %p) {
; CHECK-LABEL: define void @i.stm(
; CHECK: call i32 @__stm_nested_begin(
  %b = call i32 @__stm_region_begin()
  call void @g(ptr %p)
  call void @__stm_region_end(ptr null)
  ret void
}

; CHECK-LABEL: define void @j.stm(
; CHECK-NOT: __stm_nested
; CHECK: ret void
define void @j(ptr %p) {
  %b = call i32 @__stm_region_begin()
  call void @f(ptr %p)
  call void @__stm_region_end(ptr null)
  ret void
}

declare void @stm_cancel()
declare void @unknown()
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
