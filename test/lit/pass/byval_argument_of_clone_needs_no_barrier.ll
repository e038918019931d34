; Intent: the callee's own copy of an argument is plain; the caller reads what it copies with a barrier.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
%pair = type { i64, i64 }
; CHECK-LABEL: define i64 @f.stm(
; CHECK-NEXT: load i64, ptr %p
; CHECK-NEXT: ret i64
define i64 @f(ptr byval(%pair) align 8 %p) {
  %v = load i64, ptr %p, align 8
  ret i64 %v
}
; CHECK-LABEL: define i64 @caller.stm(
; CHECK: __stm_read_slow(ptr %q, i64 16)
; CHECK: call i64 @f.stm(ptr byval(%pair) align 8 %{{[0-9]+}})
define i64 @caller(ptr %q) {
  %v = call i64 @f(ptr byval(%pair) align 8 %q)
  ret i64 %v
}
