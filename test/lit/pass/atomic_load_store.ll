; Intent: atomic loads and stores become plain ones with barriers: the transaction is atomic as a whole.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @f(ptr %p, ptr %q) {
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NOT: atomic i32
; CHECK: load i32, ptr %{{.*}}, align 4
; CHECK: store i32 %v, ptr %{{.*}}, align 4
; CHECK: ret i32
  %v = load atomic i32, ptr %p seq_cst, align 4
  store atomic i32 %v, ptr %q release, align 4
  ret i32 %v
}
