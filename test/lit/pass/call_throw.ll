; Intent: throwing and catching call the runtime's versions; freeing an exception is harmless.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare i32 @__gxx_personality_v0(...)
declare ptr @__cxa_allocate_exception(i64)
declare ptr @__cxa_begin_catch(ptr)
declare void @__cxa_free_exception(ptr)

define void @throws() {
; CHECK-LABEL: define void @throws.stm()
; CHECK-NEXT: call ptr @__stm_call.__cxa_allocate_exception(i64 4)
  %e = call ptr @__cxa_allocate_exception(i64 4)
  ret void
}

define void @catches(ptr %e) {
; CHECK-LABEL: define void @catches.stm(
; CHECK-NEXT: call ptr @__stm_call.__cxa_begin_catch(
  %x = call ptr @__cxa_begin_catch(ptr %e)
  ret void
}

define void @frees(ptr %e) {
; CHECK-LABEL: define void @frees.stm(
; CHECK-NEXT: call void @__cxa_free_exception(
  call void @__cxa_free_exception(ptr %e)
  ret void
}
