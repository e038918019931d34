; Intent: a block that code inside and code outside of a region share is made into two: Clang shares the one that terminates.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare i32 @__gxx_personality_v0(...)
declare void @terminate() noreturn
declare void @work()

define void @main() personality ptr @__gxx_personality_v0 {
; CHECK-LABEL: define void @main(
; CHECK: invoke void @work()
; CHECK-NEXT: to label %{{.*}} unwind label %bad
; CHECK: call i32 @__stm_begin(
; CHECK: invoke void @work()
; CHECK-NEXT: to label %{{.*}} unwind label %bad.depth{{$}}
; CHECK: invoke void %{{.*}}()
; CHECK-NEXT: to label %{{.*}} unwind label %bad.depth.stm
; CHECK: {{^}}}
  invoke void @work() to label %begin unwind label %bad
begin:
  %b = call i32 @__stm_region_begin()
  invoke void @work() to label %good unwind label %bad
good:
  call void @__stm_region_end(ptr null)
  ret void
bad:
  %e = landingpad { ptr, i32 } catch ptr null
  call void @terminate()
  unreachable
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
