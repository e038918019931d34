; Intent: a pointer that is a function by name needs no look at the prefix.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
define void @h() {
  ret void
}
; CHECK-LABEL: define void @f.stm(
; CHECK-NOT: stm.prefix
; CHECK: call void @h.stm()
define void @f() {
  call addrspace(0) void @h()
  ret void
}
