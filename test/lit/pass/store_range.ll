; Intent: a store of more than a granule is saved out of line.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @f(ptr %p, <4 x i64> %v) {
; CHECK-LABEL: define void @f.stm(
; CHECK: %[[ADDRESS:.*]] = call preserve_mostcc ptr @__stm_write_slow(ptr %p, i64 32)
; CHECK: store <4 x i64> %v, ptr %[[ADDRESS]]
  store <4 x i64> %v, ptr %p, align 32
  ret void
}
