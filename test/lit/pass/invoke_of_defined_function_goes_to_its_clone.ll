; Intent: an invoke keeps its unwind edge.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
define void @g() {
  ret void
}
declare i32 @__gxx_personality_v0(...)
; CHECK-LABEL: define void @f.stm(
; CHECK-NEXT: invoke void @g.stm()
; CHECK-NEXT: to label %ok unwind label %bad
define void @f() personality ptr @__gxx_personality_v0 {
  invoke void @g() to label %ok unwind label %bad
ok:
  ret void
bad:
  %l = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %l
}
