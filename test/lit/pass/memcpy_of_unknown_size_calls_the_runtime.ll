; Intent: the runtime copies a block whose size is not known.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
; CHECK-LABEL: define void @f.stm(
; CHECK-NEXT: call ptr @__stm_memcpy(ptr %p, ptr %q, i64 %n)
; CHECK-NEXT: ret void
define void @f(ptr %p, ptr %q, i64 %n) {
  call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr %q, i64 %n, i1 false)
  ret void
}
