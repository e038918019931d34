; Intent: __builtin_unwind_init, which lets a collector find what registers hold, does not make the transaction irrevocable.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare void @llvm.eh.unwind.init()

define void @f() {
; CHECK-LABEL: define void @f.stm()
; CHECK-NOT: irrevocable
; CHECK: call void @llvm.eh.unwind.init()
; CHECK-NOT: irrevocable
; CHECK: ret
  call void @llvm.eh.unwind.init()
  ret void
}
