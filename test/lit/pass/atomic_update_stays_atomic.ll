; Intent: an atomic update stays one instruction behind one write barrier: once the transaction is irrevocable it acts on memory
; that others update at the same moment.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK: call {{.*}}void @__stm_atomic_write(ptr %p, i64 4)
; CHECK-COUNT-1: __stm_write_slow(ptr %p, i64 4)
; CHECK: %v = atomicrmw add ptr %{{.*}}, i32 3 seq_cst
; CHECK: ret i32 %v
define i32 @f(ptr %p) {
  %v = atomicrmw add ptr %p, i32 3 seq_cst, align 4
  ret i32 %v
}
