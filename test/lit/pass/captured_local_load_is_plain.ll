; Intent: only stores to an escaped variable are logged.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare void @keep(ptr)
; CHECK-LABEL: define i32 @r(
; CHECK: call i32 @__stm_begin(
; CHECK-NOT: __stm_log_local
; CHECK-NOT: _slow(
; CHECK-LABEL: define i32 @r.stm(
define i32 @r() {
  %a = alloca i32, align 4
  call void @keep(ptr %a)
  call i32 @__stm_region_begin()
  %v = load i32, ptr %a, align 4
  call void @__stm_region_end(ptr null)
  ret i32 %v
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
