; Intent: an aligned load of 16 bytes touches one granule: one read mark, and the size goes to the slow half.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define <4 x float> @f.stm(
; CHECK: stm.slow:
; CHECK: call preserve_mostcc ptr @__stm_read_slow(ptr %p, i64 16)
; CHECK: stm.in:
; CHECK: store i16
; CHECK-NOT: store i16
; CHECK: stm.go:
; CHECK: %v = load <4 x float>, ptr %{{[0-9]+}}, align 16
define <4 x float> @f(ptr %p) {
  %v = load <4 x float>, ptr %p, align 16
  ret <4 x float> %v
}
