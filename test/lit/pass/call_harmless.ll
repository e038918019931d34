; Intent: a known harmless function is called as it is.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare double @pow(double, double)
declare float @sinf(float)
declare i32 @toupper(i32)

define double @f() {
; CHECK-LABEL: define double @f.stm()
; CHECK-NOT: irrevocable
; CHECK: call double @pow(
; CHECK: call float @sinf(
; CHECK: call i32 @toupper(
; CHECK-NOT: irrevocable
; CHECK: ret
  %v = call double @pow(double 1.0, double 2.0)
  %w = call float @sinf(float 1.0)
  %x = call i32 @toupper(i32 1)
  ret double %v
}
