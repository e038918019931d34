; Intent: a clone's own variables need nothing, whoever knows their address.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @f() {
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NOT: {{store i16|__stm_log}}
; CHECK: store i32 1, ptr %x
; CHECK: call void @g.stm(ptr %x)
; CHECK-NOT: {{store i16|__stm_log}}
; CHECK: ret i32
  %x = alloca i32, align 4
  store i32 1, ptr %x, align 4
  call void @g(ptr %x)
  %v = load i32, ptr %x, align 4
  ret i32 %v
}

define void @g(ptr %p) {
; CHECK-LABEL: define void @g.stm(
; CHECK: __stm_write_slow
  store i32 2, ptr %p, align 4
  ret void
}
