; Intent: a variable that another module may define may lie in a library.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@g = external global i32, align 4
; CHECK-LABEL: define i32 @f.stm(
; CHECK: lshr i64 %{{[0-9]+}}, 36
; CHECK: __stm_read_slow(ptr @g, i64 4)
define i32 @f() {
  %v = load i32, ptr @g, align 4
  ret i32 %v
}
