; Intent: an invoke of a clone unwinds to where the original did.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare i32 @__gxx_personality_v0(...)
define void @callee() {
  ret void
}

define void @f() personality ptr @__gxx_personality_v0 {
; CHECK-LABEL: define void @f.stm()
; CHECK-NEXT: invoke void @callee.stm()
; CHECK-NEXT: to label %good unwind label %bad
  invoke void @callee() to label %good unwind label %bad
good:
  ret void
bad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}
