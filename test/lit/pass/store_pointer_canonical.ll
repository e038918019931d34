; Intent: pointers that a transaction stores are the program's own, never those of its view.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @f(ptr %p, ptr %q) {
; CHECK-LABEL: define void @f.stm(
; CHECK: load i32, ptr %{{.*}}
; CHECK: store ptr %q, ptr %{{.*}}
  %v = load i32, ptr %q, align 4
  store ptr %q, ptr %p, align 8
  ret void
}
