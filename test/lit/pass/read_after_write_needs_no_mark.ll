; Intent: what the transaction has written is its own: the read uses the write's address.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK: __stm_write_slow(ptr %p, i64 4)
; CHECK-NOT: _slow(
; CHECK: store i32 1, ptr [[A:%[0-9]+]]
; CHECK-NEXT: load i32, ptr [[A]]
; CHECK-NEXT: ret i32
define i32 @f(ptr %p) {
  store i32 1, ptr %p, align 4
  %v = load i32, ptr %p, align 4
  ret i32 %v
}
