; Intent: a hidden name cannot be preempted.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-NOT: .here
; CHECK: define hidden void @f() prefix {{.*}}@f.stm to i64
; CHECK: define hidden void @f.stm()
define hidden void @f() {
  ret void
}
!llvm.module.flags = !{!0}
!0 = !{i32 8, !"PIC Level", i32 2}
