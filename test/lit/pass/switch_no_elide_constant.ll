; Intent: -stm-no-elide-constant gives loads of constants a barrier.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck --check-prefixes=CHECK,ON %s
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-elide-constant -S %s | FileCheck --check-prefixes=CHECK,OFF %s
@table = constant [4 x i32] [i32 1, i32 2, i32 3, i32 4]
; CHECK-LABEL: define i32 @f.stm(
; ON-NOT: store i16
; OFF: store i16
; CHECK: ret i32
define i32 @f(i64 %i) {
  %p = getelementptr i32, ptr @table, i64 %i
  %v = load i32, ptr %p, align 4
  ret i32 %v
}
