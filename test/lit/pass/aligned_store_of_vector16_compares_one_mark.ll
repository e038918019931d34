; Intent: an aligned store of 16 bytes looks at one write mark and sets none.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @f.stm(
; CHECK: stm.slow:
; CHECK: call preserve_mostcc ptr @__stm_write_slow(ptr %p, i64 16)
; CHECK: stm.in:
; CHECK: icmp ne i16
; CHECK-NOT: icmp ne i16
; CHECK-NOT: store i16
; CHECK: stm.go:
; CHECK: store <4 x float> %v, ptr %{{[0-9]+}}, align 16
define void @f(ptr %p, <4 x float> %v) {
  store <4 x float> %v, ptr %p, align 16
  ret void
}
