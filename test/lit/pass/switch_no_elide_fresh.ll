; Intent: -stm-no-elide-fresh treats fresh memory like any other.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck --check-prefixes=CHECK,ON %s
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-elide-fresh -S %s | FileCheck --check-prefixes=CHECK,OFF %s
declare ptr @malloc(i64)
; CHECK-LABEL: define ptr @f.stm(
; ON-NOT: __stm_write_slow
; OFF: call preserve_mostcc ptr @__stm_write_slow(ptr %p, i64 4)
; CHECK: ret ptr %p
define ptr @f() {
  %p = call ptr @malloc(i64 16)
  store i32 1, ptr %p, align 4
  ret ptr %p
}
