; Intent: each lane of a masked store is a store of its own with a barrier.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare void @llvm.masked.store.v2i64.p0(<2 x i64>, ptr, <2 x i1>)
; CHECK-LABEL: define void @f.stm(
; CHECK-NOT: masked
; CHECK: __stm_write_slow(
; CHECK: store i64
; CHECK: __stm_write_slow(
; CHECK: store i64
; CHECK: ret void
define void @f(ptr %p, <2 x i64> %v, <2 x i1> %m) {
  call void @llvm.masked.store.v2i64.p0(<2 x i64> %v, ptr align 8 %p, <2 x i1> %m)
  ret void
}
