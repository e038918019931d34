; Intent: accesses to the same address share its translation; with the switch they do not.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S -stm-no-reuse-translation %s | FileCheck %s --check-prefix=OFF
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @f(ptr %p) {
; CHECK-LABEL: define i32 @f.stm(
; CHECK: %[[ADDRESS:.*]] = phi ptr
; CHECK: load i32, ptr %[[ADDRESS]]
; CHECK: %[[PART:.*]] = getelementptr i8, ptr %[[ADDRESS]], i64 2
; CHECK: load i16, ptr %[[PART]]
; CHECK: ret i32
; OFF-LABEL: define i32 @f.stm(
; OFF-COUNT-2: phi ptr
; OFF: ret i32
  %a = load i32, ptr %p, align 4
  %q = getelementptr inbounds i8, ptr %p, i64 2
  %b = load i16, ptr %q, align 2
  %c = zext i16 %b to i32
  %s = add i32 %a, %c
  ret i32 %s
}
