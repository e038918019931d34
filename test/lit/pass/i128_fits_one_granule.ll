; Intent: a sixteen-byte integer, aligned, is the largest inline access.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @f.stm(
; CHECK: stm.in:
; CHECK: store i128 7,
define void @f(ptr %p) {
  store i128 7, ptr %p, align 16
  ret void
}
