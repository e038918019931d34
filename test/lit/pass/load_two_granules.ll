; Intent: a load marks a second granule exactly where it may straddle a border.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i64 @aligned(ptr %p) {
; CHECK-LABEL: define i64 @aligned.stm(
; CHECK-COUNT-1: store i16
; CHECK-NOT: store i16
; CHECK: ret i64
  %v = load i64, ptr %p, align 8
  ret i64 %v
}

define i64 @unaligned(ptr %p) {
; CHECK-LABEL: define i64 @unaligned.stm(
; CHECK: stm.in:
; CHECK: store i16
; CHECK: add i64 %{{.*}}, 7
; CHECK: store i16
; CHECK: stm.go:
; CHECK: ret i64
  %v = load i64, ptr %p, align 4
  ret i64 %v
}
