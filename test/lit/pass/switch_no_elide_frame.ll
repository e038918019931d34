; Intent: -stm-no-elide-frame gives the frame's own variables barriers.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck --check-prefixes=CHECK,ON %s
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-elide-frame -S %s | FileCheck --check-prefixes=CHECK,OFF %s
; CHECK-LABEL: define i32 @f.stm(
; ON-NOT: @__stm_
; OFF: call preserve_mostcc ptr @__stm_write_slow(ptr %a, i64 4)
; CHECK: ret i32
define i32 @f(i32 %x) {
  %a = alloca i32, align 4
  store i32 %x, ptr %a, align 4
  %v = load i32, ptr %a, align 4
  ret i32 %v
}
