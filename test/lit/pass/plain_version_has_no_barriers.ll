; Intent: of a region's two versions the plain one is the source's code and a commit.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @r(
; CHECK: [[MODE:%[0-9]+]] = notail call i32 @__stm_begin(
; CHECK-NEXT: [[WITH:%[0-9]+]] = icmp eq i32 [[MODE]], 1
; CHECK-NEXT: br i1 [[WITH]], label %[[B:[^,]+]], label %[[A:.+]]
; CHECK: [[A]]:
; CHECK-NEXT: store i32 2, ptr %p
; CHECK-NEXT: notail call void @__stm_commit()
; CHECK: [[B]]:
; CHECK: __stm_write_slow(ptr %p, i64 4)
; CHECK: store i32 2, ptr %{{[0-9]+}}
; CHECK-NEXT: notail call void @__stm_commit()
define void @r(ptr %p) {
  call i32 @__stm_region_begin()
  store i32 2, ptr %p, align 4
  call void @__stm_region_end(ptr null)
  ret void
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
