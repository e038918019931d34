; Intent: only the version with barriers can see a stale view.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @r(
; CHECK: call i32 @__stm_begin(
; CHECK: {{^}}loop:
; CHECK-NEXT: load volatile i32, ptr %p
; CHECK-NEXT: icmp
; CHECK-NEXT: br i1
; CHECK: {{^}}loop.stm:
; CHECK: __stm_poll_slow()
; CHECK: ret void
define void @r(ptr %p) {
  call i32 @__stm_region_begin()
  br label %loop
loop:
  %v = load volatile i32, ptr %p, align 4
  %c = icmp eq i32 %v, 0
  br i1 %c, label %loop, label %end
end:
  call void @__stm_region_end(ptr null)
  ret void
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
