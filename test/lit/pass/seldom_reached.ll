; Intent: where control seldom comes, and in code that is optimised for size, a barrier is a call; elsewhere it is inline.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

; CHECK-LABEL: define i64 @often.stm(
; CHECK: inttoptr
; CHECK: ret i64
define i64 @often(ptr %p) {
  %x = load i64, ptr %p, align 8
  ret i64 %x
}

; CHECK-LABEL: define i64 @unlikely.stm(
; CHECK-NOT: inttoptr
; CHECK: ret i64
define i64 @unlikely(ptr %p, i1 %rare) {
  br i1 %rare, label %go, label %end, !prof !0
go:
  %x = load i64, ptr %p, align 8
  ret i64 %x
end:
  ret i64 0
}

; CHECK-LABEL: define i64 @small.stm(
; CHECK-NOT: inttoptr
; CHECK: ret i64
define i64 @small(ptr %p) optsize {
  %x = load i64, ptr %p, align 8
  ret i64 %x
}

; CHECK-LABEL: define i64 @handler.stm(
; CHECK: landingpad
; CHECK-NOT: inttoptr
; CHECK: ret i64
define i64 @handler(ptr %p) personality ptr @__gxx_personality_v0 {
  invoke void @unknown() to label %end unwind label %catch
catch:
  %e = landingpad { ptr, i32 } cleanup
  %x = load i64, ptr %p, align 8
  ret i64 %x
end:
  ret i64 0
}
declare void @unknown()
declare i32 @__gxx_personality_v0(...)
!0 = !{!"branch_weights", i32 1, i32 2000}
