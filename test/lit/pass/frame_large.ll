; Intent: a variable of more than 256 bytes is logged rather than saved at each begin; one of 256 is saved.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@result = global i8 0

define void @main() {
; CHECK-LABEL: define void @main(
; CHECK: %stm.escaped = alloca [257 x i8]
; CHECK: __stm_begin({{.*}}ptr %stm.escaped, ptr %stm.escaped.end)
; CHECK: __stm_log_local(ptr %large, i64 1)
; CHECK-NOT: __stm_log_local
; CHECK: {{^}}}
  %large = alloca [257 x i8]
  %small = alloca [256 x i8]
  store i8 0, ptr %large
  store i8 0, ptr %small
  %begin = call i32 @__stm_region_begin()
  store i8 1, ptr %large
  store i8 1, ptr %small
  call void @__stm_region_end(ptr null)
  %v = load i8, ptr %large
  %w = load i8, ptr %small
  store volatile i8 %v, ptr @result
  store volatile i8 %w, ptr @result
  ret void
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
