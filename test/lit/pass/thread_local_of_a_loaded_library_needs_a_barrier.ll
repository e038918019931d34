; Intent: variables of a library loaded later come from the heap: in the window.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@t = thread_local global i32 0, align 4
declare ptr @llvm.threadlocal.address.p0(ptr)
; CHECK-LABEL: define i32 @f.stm(
; CHECK: __stm_read_slow(ptr %p, i64 4)
define i32 @f() {
  %p = call ptr @llvm.threadlocal.address.p0(ptr @t)
  %v = load i32, ptr %p, align 4
  ret i32 %v
}
!llvm.module.flags = !{!0}
!0 = !{i32 8, !"PIC Level", i32 2}
