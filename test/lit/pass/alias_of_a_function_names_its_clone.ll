; Intent: the second name of a function has a second name for the clone.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK: @other.stm = alias void (), ptr @f.stm
@other = alias void (), ptr @f
define void @f() {
  ret void
}
