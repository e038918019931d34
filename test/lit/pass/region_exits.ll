; Intent: a region commits on each way out.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @main(ptr %p) {
; CHECK-LABEL: define i32 @main(
; CHECK-COUNT-4: call void @__stm_commit()
; CHECK-NOT: call void @__stm_commit()
; CHECK: {{^}}}
  %b = call i32 @__stm_region_begin()
  %v = load i32, ptr %p, align 4
  %c = icmp eq i32 %v, 0
  br i1 %c, label %early, label %late
early:
  call void @__stm_region_end(ptr null)
  ret i32 1
late:
  store i32 3, ptr %p, align 4
  call void @__stm_region_end(ptr null)
  ret i32 2
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
