; Intent: operator new and delete are called as they are unless another module has replaced them.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare ptr @_Znwm(i64)
declare void @_ZdlPv(ptr)

define void @f() {
; CHECK-LABEL: define void @f.stm()
; CHECK-NOT: irrevocable
; CHECK: call ptr @__stm_call._Znwm(i64 8)
; CHECK: call void @__stm_call._ZdlPv(
; CHECK-NOT: irrevocable
; CHECK: ret void
  %p = call ptr @_Znwm(i64 8)
  call void @_ZdlPv(ptr %p)
  ret void
}

; CHECK-LABEL: define linkonce_odr hidden ptr @__stm_call._Znwm(
; CHECK: icmp eq ptr @_Znwm.stm, null
; CHECK-NOT: irrevocable
; CHECK: musttail call ptr @_Znwm.stm(
; CHECK-NOT: irrevocable
; CHECK: musttail call ptr @_Znwm(
