; Intent: -stm-no-elide-window brings the window check of the executable's globals back.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck --check-prefixes=CHECK,ON %s
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-elide-window -S %s | FileCheck --check-prefixes=CHECK,OFF %s
@g = dso_local global i32 0, align 4
; CHECK-LABEL: define i32 @f.stm(
; ON-NOT: lshr i64 %{{[0-9]+}}, 36
; OFF: lshr i64 %{{[0-9]+}}, 36
; CHECK: ret i32
define i32 @f() {
  %v = load i32, ptr @g, align 4
  ret i32 %v
}
