; Intent: an atomic update becomes a load and a store behind one write barrier.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @f(ptr %p) {
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NOT: atomicrmw
; CHECK-COUNT-1: __stm_write_slow
; CHECK: %[[OLD:.*]] = load i32
; CHECK: %[[NEW:.*]] = add i32 %[[OLD]], 5
; CHECK: store i32 %[[NEW]]
; CHECK: ret i32 %[[OLD]]
  %v = atomicrmw add ptr %p, i32 5 seq_cst
  ret i32 %v
}
