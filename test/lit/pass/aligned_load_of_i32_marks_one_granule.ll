; Intent: an aligned load of 4 bytes touches one granule: one read mark, and the size goes to the slow half.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK: stm.slow:
; CHECK: call preserve_mostcc ptr @__stm_read_slow(ptr %p, i64 4)
; CHECK: stm.in:
; CHECK: store i16
; CHECK-NOT: store i16
; CHECK: stm.go:
; CHECK: %v = load i32, ptr %{{[0-9]+}}, align 4
define i32 @f(ptr %p) {
  %v = load i32, ptr %p, align 4
  ret i32 %v
}
