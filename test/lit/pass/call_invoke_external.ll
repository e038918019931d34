; Intent: an invoke of another module's function stays an invoke.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare i32 @__gxx_personality_v0(...)
declare i32 @elsewhere()

define i32 @f() personality ptr @__gxx_personality_v0 {
; CHECK-LABEL: define i32 @f.stm()
; CHECK: %[[CALLEE:.*]] = phi ptr
; CHECK: invoke i32 %[[CALLEE]]()
; CHECK-NEXT: to label %good unwind label %bad
  %v = invoke i32 @elsewhere() to label %good unwind label %bad
good:
  ret i32 %v
bad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}
