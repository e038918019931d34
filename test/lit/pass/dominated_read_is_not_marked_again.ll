; Intent: the second read of an address reuses the first one's mark and translation.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK-COUNT-1: __stm_read_slow(
; CHECK: [[A:%[0-9]+]] = phi ptr
; CHECK: %v = load i32, ptr [[A]]
; CHECK-NEXT: %w = load i32, ptr [[A]]
; CHECK-NOT: _slow(
; CHECK: ret i32
define i32 @f(ptr %p) {
  %v = load i32, ptr %p, align 4
  %w = load i32, ptr %p, align 4
  %s = add i32 %v, %w
  ret i32 %s
}
