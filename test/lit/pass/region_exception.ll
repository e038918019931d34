; Intent: an exception that leaves a region finds a commit in its cleanup, in both versions.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare i32 @__gxx_personality_v0(...)
define void @callee() {
  ret void
}

define void @main() personality ptr @__gxx_personality_v0 {
; CHECK-LABEL: define void @main(
; CHECK: invoke void @callee()
; CHECK: landingpad
; CHECK: call void @__stm_commit()
; CHECK: resume
; CHECK: invoke void @callee.stm()
; CHECK: landingpad
; CHECK: call void @__stm_commit()
; CHECK: {{^}}}
  %b = call i32 @__stm_region_begin()
  invoke void @callee() to label %good unwind label %bad
good:
  call void @__stm_region_end(ptr null)
  ret void
bad:
  %e = landingpad { ptr, i32 } cleanup
  call void @__stm_region_end(ptr null)
  resume { ptr, i32 } %e
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
