; Intent: nothing to register, nothing to link: a module without functions that could run in one stays as it is.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-NOT: __stm_
; CHECK-NOT: llvm.dependent-libraries
@g = global i32 1
define i32 @main() {
  ret i32 0
}
