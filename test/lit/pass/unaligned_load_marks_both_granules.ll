; Intent: a load that may straddle two granules marks the granules of its first and of its last byte.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i64 @f.stm(
; CHECK: stm.in:
; CHECK: store i16
; CHECK: add i64 %{{[0-9]+}}, 7
; CHECK: store i16
; CHECK: stm.go:
define i64 @f(ptr %p) {
  %v = load i64, ptr %p, align 4
  ret i64 %v
}
