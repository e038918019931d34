; Intent: each element of a gather has its own barrier.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define <2 x i32> @f(<2 x ptr> %p, <2 x i1> %m) {
; CHECK-LABEL: define <2 x i32> @f.stm(
; CHECK-NOT: llvm.masked.gather
; CHECK-COUNT-2: call preserve_mostcc ptr @__stm_read_slow(ptr %{{.*}}, i64 4)
; CHECK: ret <2 x i32>
  %v = call <2 x i32> @llvm.masked.gather.v2i32.v2p0(<2 x ptr> align 4 %p, <2 x i1> %m, <2 x i32> poison)
  ret <2 x i32> %v
}
