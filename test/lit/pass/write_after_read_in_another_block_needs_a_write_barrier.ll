; Intent: a read mark does not save the old value: the later store has its own barrier.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @f.stm(
; CHECK: __stm_read_slow(ptr %p, i64 4)
; CHECK: __stm_write_slow(ptr %p, i64 4)
; CHECK: ret void
define void @f(ptr %p) {
entry:
  %v = load i32, ptr %p, align 4
  %c = icmp eq i32 %v, 0
  br i1 %c, label %then, label %end
then:
  store i32 1, ptr %p, align 4
  br label %end
end:
  ret void
}
