; Intent: the compiler's own notes on variables are no calls.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare void @llvm.lifetime.start.p0(ptr)
declare void @llvm.lifetime.end.p0(ptr)
; CHECK-LABEL: define void @f.stm(
; CHECK-NOT: @__stm_
; CHECK: ret void
define void @f() {
  %a = alloca i32
  call void @llvm.lifetime.start.p0(ptr %a)
  store i32 1, ptr %a, align 4
  call void @llvm.lifetime.end.p0(ptr %a)
  ret void
}
