; Intent: a region has a plain and an instrumented version, and each commits.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define void @f(ptr %p) {
; CHECK-LABEL: define void @f(
; CHECK: %[[SLOT:.*]] = call ptr @llvm.addressofreturnaddress.p0()
; CHECK: %[[CFA:.*]] = getelementptr i8, ptr %[[SLOT]], i64 8
; CHECK: %[[MODE:.*]] = notail call i32 @__stm_begin(ptr @{{.*}}, ptr %[[CFA]], ptr null, ptr null)
; CHECK: %[[C:.*]] = icmp eq i32 %[[MODE]], 1
; CHECK: br i1 %[[C]], label %[[INSTRUMENTED:.*]], label %[[PLAIN:.*]]
; CHECK: [[PLAIN]]:
; CHECK-NEXT: store i32 1, ptr %p
; CHECK-NEXT: notail call void @__stm_commit()
; CHECK: [[INSTRUMENTED]]:
; CHECK: __stm_write_slow(ptr %p, i64 4)
; CHECK: notail call void @__stm_commit()
; CHECK: {{^}}}
  %b = call i32 @__stm_region_begin()
  store i32 1, ptr %p, align 4
  call void @__stm_region_end(ptr null)
  ret void
}
; CHECK-NOT: __stm_region_

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
