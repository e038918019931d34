; Intent: memory that the clone itself puts on the stack is its own, whatever its size.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @f.stm(
; CHECK-NOT: @__stm_
; CHECK: ret void
define void @f(i64 %n) {
  %a = alloca i32, i64 %n, align 4
  store i32 1, ptr %a, align 4
  ret void
}
