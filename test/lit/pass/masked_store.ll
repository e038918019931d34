; Intent: a vector store under a mask writes only the elements that it wants.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @f(ptr %p, <2 x i1> %m, <2 x i32> %v) {
; CHECK-LABEL: define void @f.stm(
; CHECK-NOT: llvm.masked.store
; CHECK-COUNT-2: call preserve_mostcc ptr @__stm_write_slow(ptr %{{.*}}, i64 4)
; CHECK: ret void
  call void @llvm.masked.store.v2i32.p0(<2 x i32> %v, ptr align 4 %p, <2 x i1> %m)
  ret void
}
