; Intent: another tool's prefix data stays; calls through pointers then ask the runtime.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @f() prefix i32 5
; CHECK-LABEL: define void @f.stm(
; CHECK-NOT: prefix
; CHECK: ret void
define void @f() prefix i32 5 {
  ret void
}
