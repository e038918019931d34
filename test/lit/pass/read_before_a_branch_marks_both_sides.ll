; Intent: a mark set before a branch holds on both sides.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK: __stm_read_slow(ptr %p, i64 4)
; CHECK-NOT: _slow(
; CHECK-LABEL: declare
define i32 @f(ptr %p, i1 %c) {
entry:
  %v = load i32, ptr %p, align 4
  br i1 %c, label %then, label %else
then:
  %w = load i32, ptr %p, align 4
  ret i32 %w
else:
  %x = load i32, ptr %p, align 4
  %s = add i32 %v, %x
  ret i32 %s
}
