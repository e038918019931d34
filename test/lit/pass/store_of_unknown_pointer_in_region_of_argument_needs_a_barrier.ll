; Intent: an argument of a function with a region may lead anywhere.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @r(
; CHECK: call preserve_mostcc ptr @__stm_write_slow(ptr %p, i64 8)
; CHECK-LABEL: define void @r.stm(
define void @r(ptr noalias %p) {
  call i32 @__stm_region_begin()
  store ptr %p, ptr %p, align 8
  call void @__stm_region_end(ptr null)
  ret void
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
