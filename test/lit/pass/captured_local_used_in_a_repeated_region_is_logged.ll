; Intent: in a region that the function enters again and again a captured variable may hold a value of the last round.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare void @keep(ptr)
; CHECK-LABEL: define void @r(
; CHECK: call i32 @__stm_begin(
; CHECK: call preserve_mostcc void @__stm_log_local(ptr %a, i64 4)
; CHECK-LABEL: define void @r.stm(
define void @r(i1 %c) {
entry:
  %a = alloca i32, align 4
  br label %loop
loop:
  call i32 @__stm_region_begin()
  store i32 2, ptr %a, align 4
  call void @keep(ptr %a)
  call void @__stm_region_end(ptr null)
  br i1 %c, label %loop, label %end
end:
  ret void
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
