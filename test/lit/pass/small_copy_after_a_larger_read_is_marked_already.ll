; Intent: a read of four bytes inside eight that were read is marked and translated already.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i64 @f.stm(
; CHECK-COUNT-1: __stm_read_slow(
; CHECK-NOT: __stm_read_slow(
; CHECK: ret i64
define i64 @f(ptr %p) {
  %v = load i64, ptr %p, align 8
  %q = getelementptr inbounds i8, ptr %p, i64 4
  %w = load i32, ptr %q, align 4
  %x = zext i32 %w to i64
  %s = add i64 %v, %x
  ret i64 %s
}
