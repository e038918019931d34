; Intent: a declared function that touches no memory, returns and does not throw needs no clone.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare i32 @hash(i32) memory(none) willreturn nounwind
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NEXT: call i32 @hash(i32 %x)
; CHECK-NEXT: ret i32
define i32 @f(i32 %x) {
  %r = call i32 @hash(i32 %x) memory(none) willreturn nounwind
  ret i32 %r
}
