; Intent: nothing in a transaction calls main.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @main(
; CHECK-NOT: prefix
; CHECK-NOT: @main.stm
define i32 @main() {
  ret i32 0
}
