; Intent: an unknown function that touches no memory and returns is called as it is; one that only reads is not.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare i32 @pure(i32) nounwind willreturn memory(none)
declare i32 @reads(ptr) nounwind willreturn memory(read)

define i32 @f(ptr %p) {
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NOT: @pure.stm
; CHECK: call i32 @pure(
; CHECK: icmp eq ptr @reads.stm, null
  %v = call i32 @pure(i32 1)
  %w = call i32 @reads(ptr %p)
  ret i32 %w
}
