; Intent: a pure function is called as it is, defined here or elsewhere, and is its own clone for pointers and other modules. One that
; is not said to be pure has a clone with barriers.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@.pure = private unnamed_addr constant [9 x i8] c"stm.pure\00", section "llvm.metadata"
@.file = private unnamed_addr constant [2 x i8] c"f\00", section "llvm.metadata"
@llvm.global.annotations = appending global [2 x { ptr, ptr, ptr, i32, ptr }] [{ ptr, ptr, ptr, i32, ptr } { ptr @pure, ptr @.pure, ptr @.file, i32 1, ptr null }, { ptr, ptr, ptr, i32, ptr } { ptr @library, ptr @.pure, ptr @.file, i32 2, ptr null }], section "llvm.metadata"

; CHECK: @pure.stm = {{.*}}alias void (ptr), ptr @pure
declare void @library(ptr)
declare void @unknown(ptr)

define void @pure(ptr %p) {
; CHECK-LABEL: define void @pure(
; CHECK-SAME: prefix <{ i64, i32, i32 }> <{ i64 0, i32 {{[0-9]+}}, i32
; CHECK-NOT: __stm
; CHECK: ret void
  store i32 1, ptr %p, align 4
  ret void
}

define void @other(ptr %p) {
  store i32 1, ptr %p, align 4
  ret void
}

define void @f(ptr %p) {
; CHECK-LABEL: define void @f.stm(
; CHECK-NEXT: call void @pure(ptr %p)
; CHECK-NEXT: call void @library(ptr %p)
; CHECK-NEXT: call void @other.stm(ptr %p)
; CHECK: call void @__stm_become_irrevocable(
  call void @pure(ptr %p)
  call void @library(ptr %p)
  call void @other(ptr %p)
  call void @unknown(ptr %p)
  ret void
}
