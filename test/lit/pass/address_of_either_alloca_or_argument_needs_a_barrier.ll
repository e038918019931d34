; Intent: an address that may lead out of the frame is treated as shared.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK: __stm_read_slow(ptr %s, i64 4)
define i32 @f(ptr %p, i1 %c) {
  %a = alloca i32, align 4
  store i32 1, ptr %a, align 4
  %s = select i1 %c, ptr %a, ptr %p
  %v = load i32, ptr %s, align 4
  ret i32 %v
}
