; Intent: an argument passed on the stack lies above the frame, which the checkpoint does not save.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @r(
; CHECK: call preserve_mostcc void @__stm_log_local(ptr %p, i64 8)
; CHECK-NEXT: store i64 2, ptr %p
define void @r(ptr byval({i64, i64}) align 8 %p) {
  call i32 @__stm_region_begin()
  store i64 2, ptr %p, align 8
  call void @__stm_region_end(ptr null)
  ret void
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
