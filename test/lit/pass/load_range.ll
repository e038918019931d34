; Intent: a load of more than a granule marks its range out of line.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define <8 x i32> @f(ptr %p) {
; CHECK-LABEL: define <8 x i32> @f.stm(
; CHECK-NOT: store i16
; CHECK: %[[ADDRESS:.*]] = call preserve_mostcc ptr @__stm_read_slow(ptr %p, i64 32)
; CHECK: load <8 x i32>, ptr %[[ADDRESS]]
; CHECK: ret
  %v = load <8 x i32>, ptr %p, align 32
  ret <8 x i32> %v
}
