; Intent: memory put on the stack before the region lives on through an abort: a store to it saves the old bytes.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @r(
; CHECK: call i32 @__stm_begin(
; CHECK: call preserve_mostcc void @__stm_log_local(ptr %a, i64 4)
; CHECK-LABEL: define i32 @r.stm(
define i32 @r(i64 %n) {
  %a = alloca i32, i64 %n, align 4
  store i32 1, ptr %a, align 4
  call i32 @__stm_region_begin()
  store i32 2, ptr %a, align 4
  call void @__stm_region_end(ptr null)
  %v = load i32, ptr %a, align 4
  ret i32 %v
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
