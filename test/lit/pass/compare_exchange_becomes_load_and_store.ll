; Intent: a compare-and-exchange in a clone needs no locked instruction.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NOT: cmpxchg
; CHECK: load i32
; CHECK: icmp eq i32
; CHECK: store i32
; CHECK: ret i32
define i32 @f(ptr %p) {
  %r = cmpxchg ptr %p, i32 0, i32 1 seq_cst seq_cst, align 4
  %v = extractvalue { i32, i1 } %r, 0
  ret i32 %v
}
