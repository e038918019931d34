; Intent: a position-independent executable lies in the window as well.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@g = dso_local global i32 0, align 4
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NOT: __stm_read_slow
; CHECK: ret i32
define i32 @f() {
  %v = load i32, ptr @g, align 4
  ret i32 %v
}
!llvm.module.flags = !{!0, !1}
!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 7, !"PIE Level", i32 2}
