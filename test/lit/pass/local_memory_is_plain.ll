; Intent: local memory (address space 1) is read and written as it stands; its neighbour of address space 0 gets barriers.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @local(ptr addrspace(1) %p) {
; CHECK-LABEL: define void @local.stm(
; CHECK-NOT: {{call.*@__stm|store i16}}
; CHECK: ret void
  %v = load i64, ptr addrspace(1) %p, align 8
  %w = add i64 %v, 1
  store i64 %w, ptr addrspace(1) %p, align 8
  ret void
}

define void @shared(ptr %p) {
; CHECK-LABEL: define void @shared.stm(
; CHECK: call preserve_mostcc ptr @__stm_write_slow(
  %v = load i64, ptr %p, align 8
  %w = add i64 %v, 1
  store i64 %w, ptr %p, align 8
  ret void
}
