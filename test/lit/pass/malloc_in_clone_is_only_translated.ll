; Intent: the allocator has marked a fresh block as written: the access needs no mark and no window check.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare ptr @malloc(i64)
; CHECK-LABEL: define ptr @f.stm(
; CHECK: call ptr @malloc(i64 16)
; CHECK-NOT: _slow(
; CHECK-NOT: i16
; CHECK: inttoptr
; CHECK: store i32 1, ptr %{{[0-9]+}}
; CHECK-NEXT: ret ptr %p
define ptr @f() {
  %p = call ptr @malloc(i64 16)
  store i32 1, ptr %p, align 4
  ret ptr %p
}
