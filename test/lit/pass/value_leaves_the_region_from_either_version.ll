; Intent: a value computed in the region reaches the code behind it through a phi of both versions.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @r(
; CHECK: [[V:%[a-z0-9.]+]] = phi i32 [ {{.*}} ], [ {{.*}} ]
; CHECK-NEXT: ret i32 [[V]]
; CHECK-LABEL: define i32 @r.stm(
define i32 @r(ptr %p) {
  call i32 @__stm_region_begin()
  %v = load i32, ptr %p, align 4
  call void @__stm_region_end(ptr null)
  ret i32 %v
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
