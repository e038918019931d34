; Intent: a read that the same block writes back gets the write barrier at once, but with -stm-no-upgrade-reads.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck --check-prefixes=CHECK,ON %s
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-upgrade-reads -S %s | FileCheck --check-prefixes=CHECK,OFF %s
; CHECK-LABEL: define void @f.stm(
; ON-NOT: __stm_read_slow
; OFF: __stm_read_slow(ptr %p, i64 4)
; CHECK: __stm_write_slow(ptr %p, i64 4)
; CHECK: ret void
define void @f(ptr %p) {
  %v = load i32, ptr %p, align 4
  %w = add i32 %v, 1
  store i32 %w, ptr %p, align 4
  ret void
}
