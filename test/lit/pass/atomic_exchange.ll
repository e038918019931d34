; Intent: compare-and-exchange becomes a comparison.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i1 @f(ptr %p) {
; CHECK-LABEL: define i1 @f.stm(
; CHECK-NOT: cmpxchg
; CHECK: icmp eq i32 %{{.*}}, 1
; CHECK: ret i1
  %pair = cmpxchg ptr %p, i32 1, i32 2 seq_cst seq_cst
  %done = extractvalue { i32, i1 } %pair, 1
  ret i1 %done
}
