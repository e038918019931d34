; Intent: a read of the bytes behind those read before touches other granules perhaps: a mark of its own.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i64 @f.stm(
; CHECK-COUNT-2: __stm_read_slow(
; CHECK: ret i64
define i64 @f(ptr %p) {
  %v = load i64, ptr %p, align 8
  %q = getelementptr inbounds i8, ptr %p, i64 64
  %w = load i64, ptr %q, align 8
  %s = add i64 %v, %w
  ret i64 %s
}
