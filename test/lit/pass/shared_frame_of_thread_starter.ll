; Intent: a function that starts threads, itself or by a function of the module, keeps its escaping variables in a heap block of their
; alignment, freed on every way out; a function that starts none keeps them in its frame.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare i32 @pthread_create(ptr, ptr, ptr, ptr)
declare void @publish(ptr)
declare i32 @__gxx_personality_v0(...)

; CHECK-LABEL: define void @start(ptr
; CHECK: %stm.shared.frame = call ptr @aligned_alloc(i64 64, i64 128)
; CHECK: getelementptr inbounds i8, ptr %stm.shared.frame, i64 64
; CHECK: call i32 @pthread_create(
; CHECK: call void @free(ptr %stm.shared.frame)
; CHECK-NEXT: ret void
define void @start(ptr %function) {
  %handle = alloca i64, align 8
  %shared = alloca [2 x i64], align 64
  %ignored = call i32 @pthread_create(ptr %handle, ptr null, ptr %function, ptr %shared)
  ret void
}

; CHECK-LABEL: define void @caller(
; CHECK: %stm.shared.frame = call ptr @aligned_alloc(i64 16, i64 16)
; CHECK: %[[ARGUMENT:.*]] = getelementptr inbounds i8, ptr %stm.shared.frame, i64 0
; CHECK: invoke void @start(ptr %[[ARGUMENT]])
; CHECK: landingpad
; CHECK-NEXT: cleanup
; CHECK-NEXT: call void @free(ptr %stm.shared.frame)
; CHECK-NEXT: resume
define void @caller() personality ptr @__gxx_personality_v0 {
  %argument = alloca i64, align 8
  call void @start(ptr %argument)
  ret void
}

; CHECK-LABEL: define void @other(
; CHECK-NEXT: %local = alloca i64
define void @other() {
  %local = alloca i64, align 8
  call void @publish(ptr %local)
  ret void
}
