; Intent: the thread's own variable is read as it is.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@t = thread_local global i32 0, align 4
declare ptr @llvm.threadlocal.address.p0(ptr)
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NOT: __stm_
; CHECK: load i32, ptr %p
; CHECK-NEXT: ret i32
define i32 @f() {
  %p = call ptr @llvm.threadlocal.address.p0(ptr @t)
  %v = load i32, ptr %p, align 4
  ret i32 %v
}
