; Intent: the check against the window comes back with its switch.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S -stm-no-elide-window %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@mine = dso_local global i32 0, align 4

define i32 @f() {
; CHECK-LABEL: define i32 @f.stm(
; CHECK: __stm_read_slow(ptr @mine, i64 4)
  %v = load i32, ptr @mine, align 4
  ret i32 %v
}
