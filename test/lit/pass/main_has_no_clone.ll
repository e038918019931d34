; Intent: nothing in a transaction calls main.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @main(
; CHECK-NOT: prefix
; CHECK: define void @f()
; CHECK-NOT: @main.stm
; CHECK: define void @f.stm(
define i32 @main() {
  ret i32 0
}
; CHECK-NOT: @main.stm
define void @f() {
  ret void
}
