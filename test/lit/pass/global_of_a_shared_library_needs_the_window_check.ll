; Intent: code of a shared library cannot tell where its globals lie.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@g = dso_local global i32 0, align 4
; CHECK-LABEL: define i32 @f.stm(
; CHECK: lshr i64 %{{[0-9]+}}, 36
; CHECK: __stm_read_slow(ptr @g, i64 4)
; CHECK: ret i32
define i32 @f() {
  %v = load i32, ptr @g, align 4
  ret i32 %v
}
!llvm.module.flags = !{!0}
!0 = !{i32 8, !"PIC Level", i32 2}
