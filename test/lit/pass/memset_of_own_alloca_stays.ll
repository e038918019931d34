; Intent: clearing the frame's own memory is not the runtime's business.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
; CHECK-LABEL: define void @f.stm(
; CHECK-NOT: @__stm_
; CHECK: call void @llvm.memset.p0.i64(ptr %a, i8 0, i64 %n,
; CHECK-NEXT: ret void
define void @f(i64 %n) {
  %a = alloca [100 x i8], align 1
  call void @llvm.memset.p0.i64(ptr %a, i8 0, i64 %n, i1 false)
  ret void
}
