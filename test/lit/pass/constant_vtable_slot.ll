; Intent: the slot of a virtual table needs no barrier, the object's pointer to the table does.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define ptr @slot(ptr %object) {
; CHECK-LABEL: define ptr @slot.stm(
; CHECK-COUNT-1: store i16
; CHECK: %table = load ptr
; CHECK-NOT: store i16
; CHECK: ret ptr
  %table = load ptr, ptr %object, align 8, !tbaa !0
  %place = getelementptr inbounds ptr, ptr %table, i64 2
  %slot = load ptr, ptr %place, align 8
  ret ptr %slot
}

define ptr @ordinary(ptr %object) {
; CHECK-LABEL: define ptr @ordinary.stm(
; CHECK-COUNT-2: store i16
; CHECK: ret ptr
  %table = load ptr, ptr %object, align 8
  %place = getelementptr inbounds ptr, ptr %table, i64 2
  %slot = load ptr, ptr %place, align 8
  ret ptr %slot
}
!0 = !{!1, !1, i64 0}
!1 = !{!"vtable pointer", !2, i64 0}
!2 = !{!"Simple C++ TBAA"}
