; Intent: the frame's variables get barriers with the switch.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S -stm-no-elide-frame %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @f() {
; CHECK-LABEL: define i32 @f.stm(
; CHECK: __stm_write_slow
  %x = alloca i32, align 4
  store i32 1, ptr %x, align 4
  call void @g(ptr %x)
  ret i32 0
}

define void @g(ptr %p) {
  ret void
}
