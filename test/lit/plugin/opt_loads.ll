; Intent: opt, which knows nothing of Clang, loads the same plugin.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes='default<O0>' -S %s | FileCheck %s
; CHECK: define i32 @plain
define i32 @plain() {
  ret i32 0
}
