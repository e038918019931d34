; Intent: a variable of the executable is in the window: no check. One of unknown origin is checked.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@mine = dso_local global i32 0, align 4
@other = external global i32, align 4

define i32 @known() {
; CHECK-LABEL: define i32 @known.stm(
; CHECK-NOT: {{__stm_read_slow|lshr i64 .*, 36}}
; CHECK: store i16
; CHECK-NOT: __stm_read_slow
; CHECK: ret i32
  %v = load i32, ptr @mine, align 4
  ret i32 %v
}

define i32 @unknown() {
; CHECK-LABEL: define i32 @unknown.stm(
; CHECK: __stm_read_slow
; CHECK: ret i32
  %v = load i32, ptr @other, align 4
  ret i32 %v
}
