; Intent: a reallocated block holds old data: full barrier.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare ptr @realloc(ptr, i64)
; CHECK-LABEL: define ptr @f.stm(
; CHECK: call ptr @realloc(
; CHECK: __stm_write_slow(ptr %p, i64 4)
define ptr @f(ptr %o) {
  %p = call ptr @realloc(ptr %o, i64 16)
  store i32 1, ptr %p, align 4
  ret ptr %p
}
