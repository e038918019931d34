; Intent: a function that touches no transactional state, like abs, changes nothing for the barriers around.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare i32 @abs(i32)
; CHECK-LABEL: define i32 @f.stm(
; CHECK: %v = load i32, ptr [[A:%[0-9]+]]
; CHECK-NEXT: %u = call i32 @abs(i32 %v)
; CHECK-NEXT: %w = load i32, ptr [[A]]
define i32 @f(ptr %p) {
  %v = load i32, ptr %p, align 4
  %u = call i32 @abs(i32 %v)
  %w = load i32, ptr %p, align 4
  %s = add i32 %u, %w
  ret i32 %s
}
