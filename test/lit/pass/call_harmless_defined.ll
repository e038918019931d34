; Intent: a function of the module is never taken for a known one of the same name.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@g = global double 0.0

define double @sin(double %x) {
  store double %x, ptr @g
  ret double %x
}

define double @f() {
; CHECK-LABEL: define double @f.stm()
; CHECK: call double @sin.stm(
  %v = call double @sin(double 1.0)
  ret double %v
}
