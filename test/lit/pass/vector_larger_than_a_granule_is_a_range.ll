; Intent: a load of more than a granule calls the runtime for the whole range; no inline barrier.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define <8 x i64> @f.stm(
; CHECK-NEXT: [[A:%[0-9]+]] = call preserve_mostcc ptr @__stm_read_slow(ptr %p, i64 64)
; CHECK-NEXT: load <8 x i64>, ptr [[A]]
define <8 x i64> @f(ptr %p) {
  %v = load <8 x i64>, ptr %p, align 64
  ret <8 x i64> %v
}
