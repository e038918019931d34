; Intent: a fence stays: the transaction may be irrevocable by then, and act on memory that others use.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @f.stm(
; CHECK-NEXT: fence seq_cst
; CHECK-NEXT: ret void
define void @f() {
  fence seq_cst
  ret void
}
