; Intent: code before and behind a region has no barriers.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@a = global i32 0
@b = global i32 0
; CHECK-LABEL: define void @r(
; CHECK-NEXT: store i32 1, ptr @a
; CHECK: call i32 @__stm_begin(
; CHECK: {{^}}  store i32 3, ptr @b
; CHECK-NEXT: ret void
define void @r() {
  store i32 1, ptr @a, align 4
  call i32 @__stm_region_begin()
  store i32 2, ptr @a, align 4
  call void @__stm_region_end(ptr null)
  store i32 3, ptr @b, align 4
  ret void
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
