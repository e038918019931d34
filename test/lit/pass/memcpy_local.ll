; Intent: a copy between own variables stays as it is; with one shared side it has one barrier.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@source = constant [64 x i8] zeroinitializer

define void @local(i64 %n) {
; CHECK-LABEL: define void @local.stm(
; CHECK-NOT: @__stm
; CHECK: call void @llvm.memcpy.p0.p0.i64(ptr %x, ptr @source, i64 %n
  %x = alloca [64 x i8]
  call void @llvm.memcpy.p0.p0.i64(ptr %x, ptr @source, i64 %n, i1 false)
  ret void
}

define void @half(ptr %to) {
; CHECK-LABEL: define void @half.stm(
; CHECK: %[[TO:.*]] = call preserve_mostcc ptr @__stm_write_slow(ptr %to, i64 64)
; CHECK-NOT: __stm_read_slow
; CHECK: call void @llvm.memcpy.p0.p0.i64(ptr %[[TO]], ptr @source, i64 64
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr @source, i64 64, i1 false)
  ret void
}
