; Intent: an irrevocable function has no clone, and the transaction is irrevocable before it is called.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@.irrevocable = private unnamed_addr constant [16 x i8] c"stm.irrevocable\00", section "llvm.metadata"
@.file = private unnamed_addr constant [2 x i8] c"f\00", section "llvm.metadata"
@llvm.global.annotations = appending global [1 x { ptr, ptr, ptr, i32, ptr }] [{ ptr, ptr, ptr, i32, ptr } { ptr @log, ptr @.irrevocable, ptr @.file, i32 1, ptr null }], section "llvm.metadata"

; CHECK-NOT: @log.stm
define void @log(ptr %p) {
  store i32 1, ptr %p, align 4
  ret void
}

define void @f(ptr %p) {
; CHECK-LABEL: define void @f.stm(
; CHECK: call void @__stm_become_irrevocable(
; CHECK-NEXT: call void @log(ptr %p)
  call void @log(ptr %p)
  ret void
}
