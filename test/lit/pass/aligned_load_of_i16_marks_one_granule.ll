; Intent: an aligned load of 2 bytes touches one granule: one read mark, and the size goes to the slow half.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i16 @f.stm(
; CHECK: stm.slow:
; CHECK: call preserve_mostcc ptr @__stm_read_slow(ptr %p, i64 2)
; CHECK: stm.in:
; CHECK: store i16
; CHECK-NOT: store i16
; CHECK: stm.go:
; CHECK: %v = load i16, ptr %{{[0-9]+}}, align 2
define i16 @f(ptr %p) {
  %v = load i16, ptr %p, align 2
  ret i16 %v
}
