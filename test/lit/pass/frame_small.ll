; Intent: a small variable whose address stays in the function is saved by the checkpoint: no log, nothing exempted.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@result = global i32 0

define void @main() {
; CHECK-LABEL: define void @main(
; CHECK: call i32 @__stm_begin(ptr {{.*}}, ptr {{.*}}, ptr null, ptr null)
; CHECK-NOT: __stm_log_local
; CHECK: {{^}}}
  %x = alloca i32, align 4
  store i32 0, ptr %x, align 4
  %begin = call i32 @__stm_region_begin()
  store i32 1, ptr %x, align 4
  call void @__stm_region_end(ptr null)
  %v = load i32, ptr %x, align 4
  store volatile i32 %v, ptr @result, align 4
  ret void
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
