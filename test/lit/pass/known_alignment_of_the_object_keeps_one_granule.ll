; Intent: an access that says align 1, of an object known to be aligned, touches one granule.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@g = global i64 0, align 16
; CHECK-LABEL: define void @f.stm(
; CHECK: icmp ne i16
; CHECK-NOT: icmp ne i16
; CHECK: store i64 1,
define void @f() {
  store i64 1, ptr @g, align 1
  ret void
}
