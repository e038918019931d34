; Intent: a fence means nothing in a transaction; the original keeps it.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @f(
; CHECK-NEXT: fence seq_cst
; CHECK-LABEL: define void @f.stm(
; CHECK-NEXT: ret void
define void @f() {
  fence seq_cst
  ret void
}
