; Intent: a copy of a known size stays inline between two translated ranges.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
; CHECK-LABEL: define void @f.stm(
; CHECK-DAG: [[TO:%[0-9]+]] = call preserve_mostcc ptr @__stm_write_slow(ptr %p, i64 64)
; CHECK-DAG: [[FROM:%[0-9]+]] = call preserve_mostcc ptr @__stm_read_slow(ptr %q, i64 64)
; CHECK: call void @llvm.memcpy.p0.p0.i64(ptr [[TO]], ptr [[FROM]], i64 64,
define void @f(ptr %p, ptr %q) {
  call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr %q, i64 64, i1 false)
  ret void
}
