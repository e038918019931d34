; Intent: a load marks its granule inline and goes through the view; only foreign addresses leave the fast path.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @f(ptr %p) {
; CHECK-LABEL: define i32 @f.stm(
; CHECK: %[[BASE:.*]] = load i64, {{.*}}!stm
; CHECK: %[[DISTANCE:.*]] = sub i64 %{{.*}}, %[[BASE]]
; CHECK: %[[OUTSIDE:.*]] = lshr i64 %[[DISTANCE]], 36
; CHECK: icmp ne i64 %[[OUTSIDE]], 0
; CHECK: call preserve_mostcc ptr @__stm_read_slow(ptr %p, i64 4)
; CHECK: %[[GRANULE:.*]] = lshr i64 %[[DISTANCE]], 4
; CHECK: %[[MARK:.*]] = getelementptr i16, ptr %{{.*}}, i64 %[[GRANULE]]
; CHECK: store i16 %{{.*}}, ptr %[[MARK]]
; CHECK: %[[ADDRESS:.*]] = phi ptr
; CHECK: load i32, ptr %[[ADDRESS]], align 4
  %v = load i32, ptr %p, align 4
  ret i32 %v
}
