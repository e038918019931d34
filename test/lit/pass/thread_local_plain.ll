; Intent: a thread-local variable is read plainly; a store to it is logged.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@mine = thread_local global i32 0, align 4

define i32 @read() {
; CHECK-LABEL: define i32 @read.stm(
; CHECK-NOT: {{call.*@__stm|store i16}}
; CHECK: load i32, ptr %p
; CHECK-NEXT: ret i32
  %p = call ptr @llvm.threadlocal.address.p0(ptr @mine)
  %v = load i32, ptr %p, align 4
  ret i32 %v
}

define void @write() {
; CHECK-LABEL: define void @write.stm(
; CHECK: call preserve_mostcc void @__stm_log_local(ptr %p, i64 4)
; CHECK-NEXT: store i32 1, ptr %p
  %p = call ptr @llvm.threadlocal.address.p0(ptr @mine)
  store i32 1, ptr %p, align 4
  ret void
}
