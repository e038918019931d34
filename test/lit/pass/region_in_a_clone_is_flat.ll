; Intent: in the clone of a function with a region the markers become calls that only count.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @r.stm(
; CHECK-NOT: @__stm_begin(
; CHECK: call void @__stm_nested_begin(ptr @__stm_site
; CHECK-NOT: @__stm_commit(
; CHECK: call void @__stm_nested_end()
; CHECK: ret void
define void @r(ptr %p) {
  call i32 @__stm_region_begin()
  store i32 2, ptr %p, align 4
  call void @__stm_region_end(ptr null)
  ret void
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
