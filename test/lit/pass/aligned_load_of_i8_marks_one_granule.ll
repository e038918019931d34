; Intent: an aligned load of 1 bytes touches one granule: one read mark, and the size goes to the slow half.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i8 @f.stm(
; CHECK: stm.slow:
; CHECK: call preserve_mostcc ptr @__stm_read_slow(ptr %p, i64 1)
; CHECK: stm.in:
; CHECK: store i16
; CHECK-NOT: store i16
; CHECK: stm.go:
; CHECK: %v = load i8, ptr %{{[0-9]+}}, align 1
define i8 @f(ptr %p) {
  %v = load i8, ptr %p, align 1
  ret i8 %v
}
