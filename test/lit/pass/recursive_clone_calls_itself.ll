; Intent: the clone of a recursive function recurses in the clone.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @f.stm(
; CHECK: call void @f.stm(i32 %m)
define void @f(i32 %n) {
entry:
  %z = icmp eq i32 %n, 0
  br i1 %z, label %end, label %more
more:
  %m = sub i32 %n, 1
  call void @f(i32 %m)
  br label %end
end:
  ret void
}
