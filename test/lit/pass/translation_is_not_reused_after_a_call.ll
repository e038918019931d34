; Intent: after a call of a clone the view may be another: the address is translated again.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
define void @g() {
  ret void
}
; CHECK-LABEL: define i32 @f.stm(
; CHECK: %v = load i32
; CHECK: call void @g.stm()
; CHECK: load i64, ptr %{{[0-9]+}}, align 8
; CHECK: inttoptr
; CHECK: %w = load i32
define i32 @f(ptr %p) {
  %v = load i32, ptr %p, align 4
  call void @g()
  %w = load i32, ptr %p, align 4
  %s = add i32 %v, %w
  ret i32 %s
}
