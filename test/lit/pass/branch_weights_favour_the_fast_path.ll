; Intent: the slow half is announced as unlikely.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK: br i1 %{{[0-9]+}}, label %stm.slow, label %stm.in, !prof ![[W:[0-9]+]]
; CHECK: ![[W]] = !{!"branch_weights", i32 1, i32 1048575}
define i32 @f(ptr %p) {
  %v = load i32, ptr %p, align 4
  ret i32 %v
}
