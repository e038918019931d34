; Intent: one barrier logs what several stores of one block write in an object; a store that may not be reached has its own.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

; CHECK-LABEL: define void @together.stm(
; CHECK: call preserve_mostcc ptr @__stm_write_slow(ptr {{.*}}, i64 24)
; CHECK-NOT: __stm_write_slow
; CHECK: ret void
define void @together(ptr %p) {
  store i64 1, ptr %p, align 8
  %second = getelementptr inbounds i8, ptr %p, i64 8
  store i64 2, ptr %second, align 8
  %third = getelementptr inbounds i8, ptr %p, i64 16
  store i64 3, ptr %third, align 8
  ret void
}

; CHECK-LABEL: define void @perhaps.stm(
; CHECK: call preserve_mostcc ptr @__stm_write_slow(ptr {{.*}}, i64 8)
; CHECK: call preserve_mostcc ptr @__stm_write_slow(ptr {{.*}}, i64 8)
define void @perhaps(ptr %p, i1 %more) {
  store i64 1, ptr %p, align 8
  br i1 %more, label %go, label %end
go:
  %second = getelementptr inbounds i8, ptr %p, i64 8
  store i64 2, ptr %second, align 8
  br label %end
end:
  ret void
}
