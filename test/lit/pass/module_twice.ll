; Intent: running the pass a second time changes nothing.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm,stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @f(ptr %p) {
; CHECK-LABEL: define void @f.stm(
; CHECK-COUNT-1: call preserve_mostcc ptr @__stm_write_slow
; CHECK-NOT: call preserve_mostcc ptr @__stm_write_slow
; CHECK-NOT: .stm.stm
  store i32 1, ptr %p, align 4
  ret void
}
