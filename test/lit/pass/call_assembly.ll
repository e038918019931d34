; Intent: assembly is irrevocable unless it is empty or a function of its operands.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define i32 @f(i32 %x) {
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NOT: irrevocable
; CHECK: call void asm sideeffect "", "~{memory}"()
; CHECK: call i32 asm "bswap $0"
; CHECK: call void @__stm_become_irrevocable(
; CHECK-NEXT: call void asm sideeffect "nop"
  call void asm sideeffect "", "~{memory}"()
  %v = call i32 asm "bswap $0", "=r,0"(i32 %x) memory(none)
  call void asm sideeffect "nop", "~{memory}"()
  ret i32 %v
}
