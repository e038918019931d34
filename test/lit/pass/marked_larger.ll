; Intent: a mark covers accesses to parts of its bytes and no others.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @part(ptr %p) {
; CHECK-LABEL: define i32 @part.stm(
; CHECK-COUNT-1: store i16
; CHECK-NOT: store i16
; CHECK: ret i32
  %a = load i64, ptr %p, align 8
  %q = getelementptr inbounds i8, ptr %p, i64 4
  %b = load i32, ptr %q, align 4
  ret i32 %b
}

define i32 @neighbour(ptr %p) {
; CHECK-LABEL: define i32 @neighbour.stm(
; CHECK-COUNT-2: store i16
; CHECK: ret i32
  %a = load i64, ptr %p, align 8
  %q = getelementptr inbounds i8, ptr %p, i64 8
  %b = load i32, ptr %q, align 4
  ret i32 %b
}
