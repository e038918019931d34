; Intent: what counts is the pointer of the access: behind a cast to address space 0 there is a barrier.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i64 @f(ptr addrspace(1) %p) {
; CHECK-LABEL: define i64 @f.stm(
; CHECK: call preserve_mostcc ptr @__stm_read_slow(ptr %q, i64 8)
  %q = addrspacecast ptr addrspace(1) %p to ptr
  %v = load i64, ptr %q, align 8
  ret i64 %v
}
