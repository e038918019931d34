; Intent: a loop whose end depends on shared memory might never end in a stale view: it polls.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @f.stm(
; CHECK: stm.poll:
; CHECK: call preserve_mostcc void @__stm_poll_slow()
define void @f(ptr %p) {
entry:
  br label %loop
loop:
  %q = phi ptr [ %p, %entry ], [ %n, %loop ]
  %n = load ptr, ptr %q, align 8
  %c = icmp eq ptr %n, null
  br i1 %c, label %end, label %loop
end:
  ret void
}
