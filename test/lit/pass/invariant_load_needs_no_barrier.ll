; Intent: a load that the front end calls invariant stays; the same load without the tag is marked.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NEXT: load i32, ptr %p
; CHECK-NEXT: ret i32
define i32 @f(ptr %p) {
  %v = load i32, ptr %p, align 4, !invariant.load !0
  ret i32 %v
}
; CHECK-LABEL: define i32 @g.stm(
; CHECK: __stm_read_slow
define i32 @g(ptr %p) {
  %v = load i32, ptr %p, align 4
  ret i32 %v
}
!0 = !{}
