; Intent: the body of an atomic function is a region, whichever way it is left, by an exception of a callee too; its callers
; call its clone.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@.atomic = private unnamed_addr constant [11 x i8] c"stm.atomic\00", section "llvm.metadata"
@.file = private unnamed_addr constant [2 x i8] c"f\00", section "llvm.metadata"
@llvm.global.annotations = appending global [1 x { ptr, ptr, ptr, i32, ptr }] [{ ptr, ptr, ptr, i32, ptr } { ptr @f, ptr @.atomic, ptr @.file, i32 1, ptr null }], section "llvm.metadata"

declare void @may_throw()

define i32 @f(ptr %p, i1 %c) {
; CHECK-LABEL: define i32 @f(
; CHECK-SAME: personality ptr @__gcc_personality_v0
; CHECK: call i32 @__stm_begin(
; CHECK: landingpad
; CHECK: call void @__stm_commit()
; CHECK: resume
  br i1 %c, label %early, label %late

early:
  ret i32 1

late:
  store i32 1, ptr %p, align 4
  call void @may_throw()
  ret i32 2
}

; CHECK-LABEL: define i32 @plain(
; CHECK-NOT: __stm_begin
; CHECK: ret i32
define i32 @plain(ptr %p) {
  store i32 1, ptr %p, align 4
  ret i32 2
}
