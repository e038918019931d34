; Intent: what cannot be undone waits for irrevocability; the reason names the function.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@text = constant [2 x i8] c"a\00"
declare i32 @puts(ptr)
; CHECK: @[[NAME:__stm_text[.0-9]*]] = private unnamed_addr constant [5 x i8] c"puts\00"
; CHECK: @__stm_reason = private constant { ptr, ptr, i32, i32 } { ptr @[[NAME]], ptr null, i32 0, i32 0 }
; CHECK-LABEL: define void @f.stm(
; CHECK-NEXT: call void @__stm_become_irrevocable(ptr @__stm_reason)
; CHECK-NEXT: call i32 @puts(
define void @f() {
  %r = call i32 @puts(ptr @text)
  ret void
}
