; Intent: another library may preempt the clone's name: the distance is to a name that it cannot.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK: @f.stm.here = internal alias void (), ptr @f.stm
; CHECK: define void @f() prefix {{.*}}@f.stm.here
define void @f() {
  ret void
}
!llvm.module.flags = !{!0}
!0 = !{i32 8, !"PIC Level", i32 2}
