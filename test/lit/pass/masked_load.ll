; Intent: a vector load under a mask touches only the elements that it wants.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define <2 x i32> @f(ptr %p, <2 x i1> %m, <2 x i32> %else) {
; CHECK-LABEL: define <2 x i32> @f.stm(
; CHECK-NOT: llvm.masked.load
; CHECK: extractelement <2 x i1> %m, i64 0
; CHECK: br i1
; CHECK: __stm_read_slow(ptr %{{.*}}, i64 4)
; CHECK: extractelement <2 x i1> %m, i64 1
; CHECK: br i1
; CHECK: __stm_read_slow(ptr %{{.*}}, i64 4)
; CHECK: ret <2 x i32>
  %v = call <2 x i32> @llvm.masked.load.v2i32.p0(ptr align 4 %p, <2 x i1> %m, <2 x i32> %else)
  ret <2 x i32> %v
}
