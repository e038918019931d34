; Intent: a large variable is left out of the checkpoint: stores to it are logged though its address does not escape.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @r(
; CHECK: %stm.escaped = alloca [1024 x i8], align 16
; CHECK: call preserve_mostcc void @__stm_log_local(ptr %a, i64 4)
; CHECK: ret i32
define i32 @r() {
  %a = alloca [256 x i32], align 4
  store i32 1, ptr %a, align 4
  call i32 @__stm_region_begin()
  store i32 2, ptr %a, align 4
  call void @__stm_region_end(ptr null)
  %v = load i32, ptr %a, align 4
  ret i32 %v
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
