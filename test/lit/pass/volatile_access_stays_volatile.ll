; Intent: a volatile access gets its barrier and is neither dropped nor merged.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK: __stm_read_slow(ptr %p, i64 4)
; CHECK: load volatile i32, ptr
; CHECK: load volatile i32, ptr
define i32 @f(ptr %p) {
  %v = load volatile i32, ptr %p, align 4
  %w = load volatile i32, ptr %p, align 4
  ret i32 %w
}

; CHECK-LABEL: define i32 @once.stm(
; CHECK: store i16
; CHECK: load volatile i32
define i32 @once(ptr %p) {
  %v = load volatile i32, ptr %p, align 4
  ret i32 %v
}
