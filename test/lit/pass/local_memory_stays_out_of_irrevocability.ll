; Intent: a store to local memory does not make the transaction irrevocable; one through a segment register does.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @local(ptr addrspace(1) %p) {
; CHECK-LABEL: define void @local.stm(
; CHECK-NOT: @__stm_become_irrevocable
; CHECK: ret void
  store i64 1, ptr addrspace(1) %p, align 8
  ret void
}

define void @segment(ptr addrspace(257) %p) {
; CHECK-LABEL: define void @segment.stm(
; CHECK: call void @__stm_become_irrevocable(
  store i64 1, ptr addrspace(257) %p, align 8
  ret void
}
