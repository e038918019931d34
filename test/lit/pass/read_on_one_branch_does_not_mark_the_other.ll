; Intent: a mark set on one branch says nothing of the code behind both.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define i32 @f.stm(
; CHECK: __stm_read_slow(ptr %p, i64 4)
; CHECK: __stm_read_slow(ptr %p, i64 4)
; CHECK: ret i32
define i32 @f(ptr %p, i1 %c) {
entry:
  br i1 %c, label %then, label %end
then:
  %v = load i32, ptr %p, align 4
  br label %end
end:
  %u = phi i32 [ %v, %then ], [ 0, %entry ]
  %w = load i32, ptr %p, align 4
  %s = add i32 %u, %w
  ret i32 %s
}
