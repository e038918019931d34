; Intent: what holds for a call of the original is not claimed of a call of its clone.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @callee(ptr noalias readonly captures(none) %p) memory(argmem: read) nosync nofree willreturn {
; CHECK: define i32 @callee.stm(ptr %p)
; CHECK-NOT: willreturn
; CHECK: {{{$}}
  %v = load i32, ptr %p, align 4
  ret i32 %v
}

define i32 @f(ptr %p) {
; CHECK-LABEL: define i32 @f.stm(
; CHECK: call i32 @callee.stm(ptr %p){{$}}
  %v = call i32 @callee(ptr noalias readonly captures(none) %p) memory(argmem: read) nosync willreturn
  ret i32 %v
}
