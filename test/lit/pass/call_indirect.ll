; Intent: a call through a pointer finds the clone by the word before the entry, else it asks the runtime.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @f(ptr %fp) {
; CHECK-LABEL: define i32 @f.stm(
; CHECK: %[[NUMBER:.*]] = ptrtoint ptr %fp to i64
; CHECK: %[[IN_PAGE:.*]] = and i64 %[[NUMBER]], 4095
; CHECK: icmp uge i64 %[[IN_PAGE]], 8
; CHECK: stm.prefix:
; CHECK: getelementptr i8, ptr %fp, i64 -8
; CHECK: icmp eq i32 %{{.*}}, 114774790
; CHECK: getelementptr i8, ptr %fp, i64 -4
; CHECK: %[[CLONE:.*]] = getelementptr i8, ptr %fp, i64
; CHECK: stm.resolve:
; CHECK: %[[RESOLVED:.*]] = call ptr @__stm_resolve(ptr %fp, ptr @{{.*}})
; CHECK: stm.call:
; CHECK-NEXT: %[[CALLEE:.*]] = phi ptr [ %[[CLONE]], %{{.*}} ], [ %[[RESOLVED]], %{{.*}} ]
; CHECK-NEXT: call i32 %[[CALLEE]](i32 1)
  %v = call i32 %fp(i32 1)
  ret i32 %v
}
