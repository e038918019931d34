; Intent: a load that the front end calls invariant needs no barrier.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @invariant(ptr %p) {
; CHECK-LABEL: define i32 @invariant.stm(
; CHECK-NEXT: load i32, ptr %p
; CHECK-NEXT: ret i32
  %v = load i32, ptr %p, align 4, !invariant.load !0
  ret i32 %v
}

define i32 @ordinary(ptr %p) {
; CHECK-LABEL: define i32 @ordinary.stm(
; CHECK: store i16
; CHECK: __stm_read_slow
  %v = load i32, ptr %p, align 4
  ret i32 %v
}
!0 = !{}
