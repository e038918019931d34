; Intent: a store to a variable of the executable still looks at the mark.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@mine = dso_local global i32 0, align 4

define void @f() {
; CHECK-LABEL: define void @f.stm(
; CHECK-NOT: lshr i64 %{{.*}}, 36
; CHECK: icmp ne i16
; CHECK: call preserve_mostcc ptr @__stm_write_slow(ptr @mine, i64 4)
; CHECK: ret void
  store i32 1, ptr @mine, align 4
  ret void
}
