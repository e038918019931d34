; Intent: the variables of main whose addresses escape are the executable's; the others stay in the frame.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-shared-frames -S %s | FileCheck --check-prefix=OFF %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

; CHECK: @main.shared = internal global [4 x i32] zeroinitializer, align 16
; CHECK-LABEL: define i32 @main(
; CHECK-NOT: %shared = alloca
; CHECK: %own = alloca i32
; CHECK: call void @publish(ptr @main.shared)
; OFF: %shared = alloca
declare void @publish(ptr)

define i32 @main() {
  %shared = alloca [4 x i32], align 16
  %own = alloca i32, align 4
  call void @publish(ptr %shared)
  store i32 1, ptr %own, align 4
  %result = load i32, ptr %own, align 4
  ret i32 %result
}
