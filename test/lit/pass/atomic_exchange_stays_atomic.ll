; Intent: a compare-and-exchange writes, as far as the barrier is concerned, perhaps.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i1 @f.stm(
; CHECK: call {{.*}}void @__stm_atomic_write(ptr %p, i64 8)
; CHECK: __stm_write_part(ptr %p, i64 8)
; CHECK: cmpxchg ptr %{{.*}}, i64 %old, i64 %new seq_cst seq_cst
define i1 @f(ptr %p, i64 %old, i64 %new) {
  %both = cmpxchg ptr %p, i64 %old, i64 %new seq_cst seq_cst, align 8
  %done = extractvalue { i64, i1 } %both, 1
  ret i1 %done
}
