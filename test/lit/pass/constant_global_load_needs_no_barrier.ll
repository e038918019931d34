; Intent: nobody writes constant memory.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@table = constant [4 x i32] [i32 1, i32 2, i32 3, i32 4]
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NEXT: getelementptr
; CHECK-NEXT: load i32, ptr %p
; CHECK-NEXT: ret i32
define i32 @f(i64 %i) {
  %p = getelementptr i32, ptr @table, i64 %i
  %v = load i32, ptr %p, align 4
  ret i32 %v
}
