; Intent: a function of another module is called through a weak reference to its clone; without one the transaction turns irrevocable first.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare void @far(i32)
; CHECK-LABEL: define void @f.stm(
; CHECK: icmp eq ptr @far.stm, null
; CHECK: call void @__stm_become_irrevocable(ptr @__stm_reason)
; CHECK: declare extern_weak void @far.stm(i32)
define void @f() {
  call void @far(i32 1)
  ret void
}
