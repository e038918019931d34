; Intent: another module's function is called through a weak reference to its clone, else irrevocably.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare i32 @elsewhere(i32)

define i32 @f() {
; CHECK-LABEL: define i32 @f.stm()
; CHECK: icmp eq ptr @elsewhere.stm, null
; CHECK: call void @__stm_become_irrevocable(ptr @[[REASON:.*]])
; CHECK: %[[CALLEE:.*]] = phi ptr [ @elsewhere, %{{.*}} ], [ @elsewhere.stm, %{{.*}} ]
; CHECK: call i32 %[[CALLEE]](i32 3)
; CHECK: declare extern_weak i32 @elsewhere.stm(i32)
  %v = call i32 @elsewhere(i32 3)
  ret i32 %v
}
