; Intent: begin gets one range for all escaped variables.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare void @keep(ptr, ptr)
; CHECK-LABEL: define void @r(
; CHECK: %stm.escaped = alloca [16 x i8], align 16
; CHECK: %stm.escaped.end = getelementptr inbounds i8, ptr %stm.escaped, i64 16
; CHECK: %b = getelementptr inbounds i8, ptr %stm.escaped, i64 8
; CHECK-NOT: alloca
; CHECK-LABEL: define void @r.stm(
define void @r() {
  %a = alloca i32, align 4
  %b = alloca i64, align 8
  call void @keep(ptr %a, ptr %b)
  call i32 @__stm_region_begin()
  store i32 2, ptr %a, align 4
  call void @__stm_region_end(ptr null)
  ret void
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
