; Intent: a call of the C function by name becomes the runtime's.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare ptr @memcpy(ptr, ptr, i64)
; CHECK-LABEL: define ptr @f.stm(
; CHECK-NEXT: call ptr @__stm_memcpy(ptr %p, ptr %q, i64 %n)
define ptr @f(ptr %p, ptr %q, i64 %n) {
  %r = call ptr @memcpy(ptr %p, ptr %q, i64 %n)
  ret ptr %r
}
