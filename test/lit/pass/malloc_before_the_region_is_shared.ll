; Intent: a block allocated before the transaction needs full barriers: an abort must restore it.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare ptr @malloc(i64)
; CHECK-LABEL: define void @r(
; CHECK: __stm_write_slow(ptr %p, i64 4)
define void @r() {
  %p = call ptr @malloc(i64 16)
  call i32 @__stm_region_begin()
  store i32 2, ptr %p, align 4
  call void @__stm_region_end(ptr null)
  ret void
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
