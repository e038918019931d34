; Intent: an address chosen among own variables needs nothing; one that may lead elsewhere needs a barrier.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @own(i1 %c) {
; CHECK-LABEL: define i32 @own.stm(
; CHECK-NOT: store i16
; CHECK: ret i32
  %x = alloca i32, align 4
  %y = alloca i32, align 4
  %p = select i1 %c, ptr %x, ptr %y
  %v = load i32, ptr %p, align 4
  ret i32 %v
}

define i32 @elsewhere(i1 %c, ptr %q) {
; CHECK-LABEL: define i32 @elsewhere.stm(
; CHECK: store i16
; CHECK: ret i32
  %x = alloca i32, align 4
  %p = select i1 %c, ptr %x, ptr %q
  %v = load i32, ptr %p, align 4
  ret i32 %v
}
