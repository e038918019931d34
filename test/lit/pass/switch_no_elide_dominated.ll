; Intent: -stm-no-elide-dominated marks each read.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck --check-prefixes=CHECK,ON %s
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-elide-dominated -S %s | FileCheck --check-prefixes=CHECK,OFF %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK: __stm_read_slow(
; ON-NOT: __stm_read_slow(
; OFF: __stm_read_slow(
; CHECK: ret i32
define i32 @f(ptr %p) {
  %v = load i32, ptr %p, align 4
  %w = load i32, ptr %p, align 4
  %s = add i32 %v, %w
  ret i32 %s
}
