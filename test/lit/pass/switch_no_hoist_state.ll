; Intent: the transaction's constants are loaded before a loop, with -stm-no-hoist-state in it.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-hoist-ranges -S %s | FileCheck --check-prefixes=CHECK,ON %s
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-hoist-ranges -stm-no-hoist-state -S %s | FileCheck --check-prefixes=CHECK,OFF %s
; CHECK-LABEL: define void @f.stm(
; CHECK: entry:
; ON: load i64, ptr %{{[0-9]+}}, align 8
; OFF-NOT: load i64
; CHECK: loop:
; ON-NOT: load i64
; OFF: load i64, ptr %{{[0-9]+}}, align 8
; CHECK: ret void
define void @f(ptr %p, i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %j, %loop ]
  %q = getelementptr i32, ptr %p, i64 %i
  store i32 0, ptr %q, align 4
  %j = add nuw i64 %i, 1
  %c = icmp ult i64 %j, %n
  br i1 %c, label %loop, label %end
end:
  ret void
}
