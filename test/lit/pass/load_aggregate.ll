; Intent: a structure loaded at once is marked as its bytes lie.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i64 @f(ptr %p) {
; CHECK-LABEL: define i64 @f.stm(
; CHECK: store i16
; CHECK: add i64 %{{.*}}, 15
; CHECK: store i16
; CHECK: load { i64, i64 }, ptr
  %v = load { i64, i64 }, ptr %p, align 8
  %x = extractvalue { i64, i64 } %v, 1
  ret i64 %x
}
