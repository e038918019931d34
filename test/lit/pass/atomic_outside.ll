; Intent: outside of transactions atomic accesses stay as they are.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @f(ptr %p) {
; CHECK-LABEL: define i32 @f(
; CHECK: load atomic i32, ptr %p seq_cst
; CHECK: atomicrmw add ptr %p
; CHECK: fence seq_cst
  %v = load atomic i32, ptr %p seq_cst, align 4
  %w = atomicrmw add ptr %p, i32 1 seq_cst
  fence seq_cst
  ret i32 %v
}
