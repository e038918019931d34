; Intent: a module that already refers to the clone of its function gets one symbol of that name.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@slot = global ptr @f.stm
declare void @f.stm()
; CHECK: @slot = global ptr @f.stm
; CHECK: define void @f.stm()
; CHECK-NOT: @f.stm.1
define void @f() {
  ret void
}
