; Intent: a store to the thread's own variable saves the old bytes and stays in place.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@t = thread_local global i64 0, align 8
declare ptr @llvm.threadlocal.address.p0(ptr)
; CHECK-LABEL: define void @f.stm(
; CHECK: call preserve_mostcc void @__stm_log_local(ptr %p, i64 8)
; CHECK-NEXT: store i64 1, ptr %p
; CHECK-NOT: _slow(
; CHECK: ret void
define void @f() {
  %p = call ptr @llvm.threadlocal.address.p0(ptr @t)
  store i64 1, ptr %p, align 8
  ret void
}
