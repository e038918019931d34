; Intent: a copy between local and shared memory has a barrier on the shared side only; one within local memory has none.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare void @llvm.memcpy.p1.p0.i64(ptr addrspace(1), ptr, i64, i1)
declare void @llvm.memcpy.p0.p1.i64(ptr, ptr addrspace(1), i64, i1)
declare void @llvm.memcpy.p1.p1.i64(ptr addrspace(1), ptr addrspace(1), i64, i1)
declare void @llvm.memset.p1.i64(ptr addrspace(1), i8, i64, i1)

define void @out(ptr addrspace(1) %to, ptr %from, i64 %n) {
; CHECK-LABEL: define void @out.stm(
; CHECK: %[[FROM:.*]] = call preserve_mostcc ptr @__stm_read_slow(ptr %from, i64 %n)
; CHECK-NEXT: call void @llvm.memcpy.p1.p0.i64(ptr addrspace(1) %to, ptr %[[FROM]], i64 %n
  call void @llvm.memcpy.p1.p0.i64(ptr addrspace(1) %to, ptr %from, i64 %n, i1 false)
  ret void
}

define void @in(ptr %to, ptr addrspace(1) %from, i64 %n) {
; CHECK-LABEL: define void @in.stm(
; CHECK: %[[TO:.*]] = call preserve_mostcc ptr @__stm_write_slow(ptr %to, i64 %n)
; CHECK-NEXT: call void @llvm.memcpy.p0.p1.i64(ptr %[[TO]], ptr addrspace(1) %from, i64 %n
  call void @llvm.memcpy.p0.p1.i64(ptr %to, ptr addrspace(1) %from, i64 %n, i1 false)
  ret void
}

define void @within(ptr addrspace(1) %to, ptr addrspace(1) %from, i64 %n) {
; CHECK-LABEL: define void @within.stm(
; CHECK-NOT: @__stm
; CHECK: ret void
  call void @llvm.memcpy.p1.p1.i64(ptr addrspace(1) %to, ptr addrspace(1) %from, i64 %n, i1 false)
  call void @llvm.memset.p1.i64(ptr addrspace(1) %to, i8 0, i64 %n, i1 false)
  ret void
}
