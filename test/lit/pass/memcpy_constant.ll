; Intent: a copy of known size has a barrier for each side and stays a copy.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @small(ptr %to, ptr %from) {
; CHECK-LABEL: define void @small.stm(
; CHECK: __stm_write_slow(ptr %to, i64 8)
; CHECK: __stm_read_slow(ptr %from, i64 8)
; CHECK: call void @llvm.memcpy.p0.p0.i64(ptr align 8 %{{.*}}, ptr align 8 %{{.*}}, i64 8
  call void @llvm.memcpy.p0.p0.i64(ptr align 8 %to, ptr align 8 %from, i64 8, i1 false)
  ret void
}

define void @large(ptr %to, ptr %from) {
; CHECK-LABEL: define void @large.stm(
; CHECK: %[[TO:.*]] = call preserve_mostcc ptr @__stm_write_slow(ptr %to, i64 100)
; CHECK: %[[FROM:.*]] = call preserve_mostcc ptr @__stm_read_slow(ptr %from, i64 100)
; CHECK: call void @llvm.memcpy.p0.p0.i64(ptr %[[TO]], ptr %[[FROM]], i64 100
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 100, i1 false)
  ret void
}
