; Intent: memory put on the stack in the region is gone after an abort.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @r(
; CHECK: call i32 @__stm_begin(
; CHECK-NOT: __stm_log_local
; CHECK-NOT: _slow(
; CHECK-LABEL: define void @r.stm(
define void @r(i64 %n) {
  call i32 @__stm_region_begin()
  %a = alloca i32, i64 %n, align 4
  store i32 2, ptr %a, align 4
  call void @__stm_region_end(ptr null)
  ret void
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
