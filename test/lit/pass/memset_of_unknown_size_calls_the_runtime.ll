; Intent: the byte becomes the int of the C function.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
; CHECK-LABEL: define void @f.stm(
; CHECK-NEXT: [[B:%[0-9]+]] = zext i8 %b to i32
; CHECK-NEXT: call ptr @__stm_memset(ptr %p, i32 [[B]], i64 %n)
define void @f(ptr %p, i8 %b, i64 %n) {
  call void @llvm.memset.p0.i64(ptr %p, i8 %b, i64 %n, i1 false)
  ret void
}
