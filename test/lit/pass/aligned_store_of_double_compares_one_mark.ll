; Intent: an aligned store of 8 bytes looks at one write mark and sets none.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @f.stm(
; CHECK: stm.slow:
; CHECK: call preserve_mostcc ptr @__stm_write_slow(ptr %p, i64 8)
; CHECK: stm.in:
; CHECK: icmp ne i16
; CHECK-NOT: icmp ne i16
; CHECK-NOT: store i16
; CHECK: stm.go:
; CHECK: store double %v, ptr %{{[0-9]+}}, align 8
define void @f(ptr %p, double %v) {
  store double %v, ptr %p, align 8
  ret void
}
