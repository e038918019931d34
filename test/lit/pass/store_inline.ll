; Intent: a store looks whether its granule is marked and else has the runtime save it, before it writes.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @f(ptr %p) {
; CHECK-LABEL: define void @f.stm(
; CHECK: %[[DISTANCE:.*]] = sub i64
; CHECK: lshr i64 %[[DISTANCE]], 36
; CHECK: call preserve_mostcc ptr @__stm_write_slow(ptr %p, i64 4)
; CHECK: %[[GRANULE:.*]] = lshr i64 %[[DISTANCE]], 4
; CHECK: getelementptr i16, ptr %{{.*}}, i64 %[[GRANULE]]
; CHECK: %[[MARK:.*]] = load i16
; CHECK: icmp ne i16 %[[MARK]], %{{.*}}
; CHECK: %[[ADDRESS:.*]] = phi ptr
; CHECK: store i32 7, ptr %[[ADDRESS]], align 4
; CHECK: ret void
  store i32 7, ptr %p, align 4
  ret void
}
