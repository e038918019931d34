; Intent: an address that leads into the frame either way stays plain.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NOT: @__stm_
; CHECK: ret i32
define i32 @f(i1 %c) {
  %a = alloca i32, align 4
  %b = alloca i32, align 4
  store i32 1, ptr %a, align 4
  store i32 2, ptr %b, align 4
  %s = select i1 %c, ptr %a, ptr %b
  %v = load i32, ptr %s, align 4
  ret i32 %v
}
