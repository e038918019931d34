; Intent: a variable whose address escapes is not restored with the frame: a store in the region saves the old bytes.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare void @keep(ptr)
; CHECK-LABEL: define void @r(
; CHECK: %stm.escaped = alloca [4 x i8], align 16
; CHECK: call i32 @__stm_begin(ptr @__stm_site, ptr %{{[0-9]+}}, ptr %stm.escaped, ptr %stm.escaped.end)
; CHECK: call preserve_mostcc void @__stm_log_local(ptr %a, i64 4)
; CHECK-NEXT: store i32 2, ptr %a
define void @r() {
  %a = alloca i32, align 4
  call void @keep(ptr %a)
  call i32 @__stm_region_begin()
  store i32 2, ptr %a, align 4
  call void @__stm_region_end(ptr null)
  ret void
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
