; Intent: a copy of unknown size is the runtime's.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @copy(ptr %to, ptr %from, i64 %n) {
; CHECK-LABEL: define void @copy.stm(
; CHECK-NEXT: call ptr @__stm_memcpy(ptr %to, ptr %from, i64 %n)
; CHECK-NEXT: ret void
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 %n, i1 false)
  ret void
}

define void @move(ptr %to, ptr %from, i64 %n) {
; CHECK-LABEL: define void @move.stm(
; CHECK: call ptr @__stm_memmove(ptr %to, ptr %from, i64 %n)
  call void @llvm.memmove.p0.p0.i64(ptr %to, ptr %from, i64 %n, i1 false)
  ret void
}

define void @set(ptr %to, i8 %v, i64 %n) {
; CHECK-LABEL: define void @set.stm(
; CHECK: %[[VALUE:.*]] = zext i8 %v to i32
; CHECK: call ptr @__stm_memset(ptr %to, i32 %[[VALUE]], i64 %n)
  call void @llvm.memset.p0.i64(ptr %to, i8 %v, i64 %n, i1 false)
  ret void
}
