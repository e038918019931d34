; Intent: assembly without side effects or memory computes from its operands alone.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NEXT: call i32 asm "bswap $0"
; CHECK-NEXT: ret i32
define i32 @f(i32 %x) {
  %r = call i32 asm "bswap $0", "=r,0"(i32 %x) memory(none)
  ret i32 %r
}
