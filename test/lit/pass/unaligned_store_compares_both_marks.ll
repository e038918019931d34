; Intent: a store that may straddle two granules takes the slow half if either lacks the mark.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @f.stm(
; CHECK: stm.in:
; CHECK: [[FIRST:%[0-9]+]] = icmp ne i16
; CHECK: add i64 %{{[0-9]+}}, 3
; CHECK: [[LAST:%[0-9]+]] = icmp ne i16
; CHECK: or i1 [[FIRST]], [[LAST]]
; CHECK: stm.marked:
define void @f(ptr %p) {
  store i32 1, ptr %p, align 1
  ret void
}
