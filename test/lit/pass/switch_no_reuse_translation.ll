; Intent: -stm-no-reuse-translation computes the address in the view again.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck --check-prefixes=CHECK,ON %s
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-reuse-translation -S %s | FileCheck --check-prefixes=CHECK,OFF %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK: %v = load i32
; ON-NEXT: %w = load i32
; OFF: inttoptr
; OFF: %w = load i32
define i32 @f(ptr %p) {
  %v = load i32, ptr %p, align 4
  %w = load i32, ptr %p, align 4
  %s = add i32 %v, %w
  ret i32 %s
}
