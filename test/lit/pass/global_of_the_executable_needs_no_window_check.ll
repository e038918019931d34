; Intent: the executable lies in the window: a global of it is marked without a look at the window; the read has no slow half.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@g = dso_local global i32 0, align 4
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NOT: lshr i64 %{{[0-9]+}}, 36
; CHECK-NOT: __stm_read_slow
; CHECK: store i16
; CHECK: ret i32
define i32 @f() {
  %v = load i32, ptr @g, align 4
  ret i32 %v
}
