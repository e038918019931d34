; Intent: a store checks a second granule exactly where it may straddle a border.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @aligned(ptr %p) {
; CHECK-LABEL: define void @aligned.stm(
; CHECK: load i16, ptr %{{.*}}, align 2
; CHECK: load i16, ptr %{{.*}}, align 2
; CHECK-NOT: load i16
; CHECK: ret void
  store i64 7, ptr %p, align 8
  ret void
}

define void @unaligned(ptr %p) {
; CHECK-LABEL: define void @unaligned.stm(
; CHECK: stm.in:
; CHECK: add i64 %{{.*}}, 7
; CHECK: %[[FIRST:.*]] = icmp ne i16
; CHECK: %[[LAST:.*]] = icmp ne i16
; CHECK: or i1 %[[FIRST]], %[[LAST]]
; CHECK: stm.marked:
  store i64 7, ptr %p, align 1
  ret void
}
