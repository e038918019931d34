; Intent: an atomic variable that nobody else can see needs neither announcement nor barrier.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NOT: __stm_atomic
; CHECK-NOT: atomicrmw
; CHECK: ret i32
define i32 @f(ptr %unused) {
  %x = alloca i32
  store i32 1, ptr %x
  %v = atomicrmw add ptr %x, i32 3 seq_cst, align 4
  ret i32 %v
}
