; Intent: where a block reads and then writes, one write barrier serves both; with the switch it does not.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S -stm-no-upgrade-reads %s | FileCheck %s --check-prefix=OFF
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @f(ptr %p) {
; CHECK-LABEL: define void @f.stm(
; CHECK: __stm_write_slow
; CHECK-NOT: {{_slow|store i16}}
; CHECK: ret void
; OFF-LABEL: define void @f.stm(
; OFF: __stm_read_slow
; OFF: __stm_write_slow
  %a = load i32, ptr %p, align 4
  %b = add i32 %a, 1
  store i32 %b, ptr %p, align 4
  ret void
}
