; Intent: the same for a size known to the compiler.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare void @llvm.memcpy.p1.p0.i64(ptr addrspace(1), ptr, i64, i1)

define void @out(ptr addrspace(1) %to, ptr %from) {
; CHECK-LABEL: define void @out.stm(
; CHECK-NOT: @__stm_write_slow
; CHECK: call preserve_mostcc ptr @__stm_read_slow(ptr %from, i64 64)
; CHECK-NOT: @__stm_write_slow
; CHECK: ret void
  call void @llvm.memcpy.p1.p0.i64(ptr addrspace(1) %to, ptr %from, i64 64, i1 false)
  ret void
}
