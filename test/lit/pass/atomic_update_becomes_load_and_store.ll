; Intent: an atomic addition in a clone is a load, an add and a store under one write barrier.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK: __stm_write_slow(ptr %p, i64 4)
; CHECK-NOT: atomicrmw
; CHECK: load i32
; CHECK: add i32
; CHECK: store i32
; CHECK: ret i32
define i32 @f(ptr %p) {
  %v = atomicrmw add ptr %p, i32 3 seq_cst, align 4
  ret i32 %v
}
