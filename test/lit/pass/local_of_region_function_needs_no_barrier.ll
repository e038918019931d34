; Intent: a variable whose address stays in the function is restored with the frame: no log in the region.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @r(
; CHECK: call i32 @__stm_begin(ptr @__stm_site, ptr %{{[0-9]+}}, ptr null, ptr null)
; CHECK-NOT: __stm_log_local
; CHECK-NOT: _slow(
; CHECK-LABEL: define i32 @r.stm(
define i32 @r() {
  %a = alloca i32, align 4
  store i32 1, ptr %a, align 4
  call i32 @__stm_region_begin()
  store i32 2, ptr %a, align 4
  call void @__stm_region_end(ptr null)
  %v = load i32, ptr %a, align 4
  ret i32 %v
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
