; Intent: the thread-local variables of a shared library may lie in the heap: full barriers.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@mine = thread_local global i32 0, align 4

define i32 @read() {
; CHECK-LABEL: define i32 @read.stm(
; CHECK: store i16
; CHECK: ret i32
  %p = call ptr @llvm.threadlocal.address.p0(ptr @mine)
  %v = load i32, ptr %p, align 4
  ret i32 %v
}

!llvm.module.flags = !{!0}
!0 = !{i32 8, !"PIC Level", i32 2}
