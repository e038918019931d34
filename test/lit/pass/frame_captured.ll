; Intent: a variable whose address is known elsewhere is exempted from the checkpoint, and stores to it in a region are logged.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare void @publish(ptr)

define void @work() {
; CHECK-LABEL: define void @work(
; CHECK: %stm.escaped = alloca [8 x i8], align 16
; CHECK: %x = getelementptr inbounds i8, ptr %stm.escaped, i64 0
; CHECK: %y = getelementptr inbounds i8, ptr %stm.escaped, i64 4
; CHECK: call i32 @__stm_begin(ptr {{.*}}, ptr {{.*}}, ptr %stm.escaped, ptr %stm.escaped.end)
; CHECK: call preserve_mostcc void @__stm_log_local(ptr %x, i64 4)
; CHECK-NEXT: store i32 1, ptr %x
; CHECK-NOT: __stm_log_local
; CHECK: {{^}}}
  %x = alloca i32, align 4
  %y = alloca i32, align 4
  call void @publish(ptr %x)
  call void @publish(ptr %y)
  %begin = call i32 @__stm_region_begin()
  %v = load volatile i32, ptr %y, align 4
  store i32 1, ptr %x, align 4
  call void @__stm_region_end(ptr null)
  ret void
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
