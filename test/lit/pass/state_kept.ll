; Intent: a harmless call changes none of the transaction's constants.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare double @sin(double)

define double @f(ptr %p, ptr %q) {
; CHECK-LABEL: define double @f.stm(
; CHECK-COUNT-4: @__stm_self)
; CHECK: call double @sin(
; CHECK-NOT: @__stm_self)
; CHECK: ret double
  %a = load double, ptr %p, align 8
  %s = call double @sin(double %a)
  %b = load double, ptr %q, align 8
  %r = fadd double %s, %b
  ret double %r
}
