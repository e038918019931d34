; Intent: a store of a whole structure calls the runtime for all its bytes.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
%three = type { i64, i64, i64 }
; CHECK-LABEL: define void @f.stm(
; CHECK-NEXT: [[A:%[0-9]+]] = call preserve_mostcc ptr @__stm_write_slow(ptr %p, i64 24)
; CHECK-NEXT: store %three %v, ptr [[A]]
define void @f(ptr %p, %three %v) {
  store %three %v, ptr %p, align 8
  ret void
}
