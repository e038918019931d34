; Intent: one barrier marks what several reads of one object touch, up to two granules, also for reads further on; not for
; what lies further away, nor beyond a call that may change the thread's constants.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-widen -S %s | FileCheck %s --check-prefix=APART
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

; The second field first: the barrier begins before its address.
; CHECK-LABEL: define i64 @near.stm(
; CHECK: call preserve_mostcc ptr @__stm_read_slow(ptr {{.*}}, i64 16)
; CHECK: sub i64 {{.*}}, 8
; CHECK: store i16
; CHECK: add i64 {{.*}}, 7
; CHECK: store i16
; CHECK-NOT: store i16
; CHECK-NOT: __stm_read_slow
; CHECK: ret i64
; APART-LABEL: define i64 @near.stm(
; APART: call preserve_mostcc ptr @__stm_read_slow(ptr {{.*}}, i64 8)
; APART: call preserve_mostcc ptr @__stm_read_slow(ptr {{.*}}, i64 8)
define i64 @near(ptr %p, i1 %more) {
  %second = getelementptr inbounds i8, ptr %p, i64 8
  %x = load i64, ptr %second, align 8
  br i1 %more, label %go, label %end
go:
  %y = load i64, ptr %p, align 8
  ret i64 %y
end:
  ret i64 %x
}

; CHECK-LABEL: define i64 @far.stm(
; CHECK: call preserve_mostcc ptr @__stm_read_slow(ptr {{.*}}, i64 8)
; CHECK: call preserve_mostcc ptr @__stm_read_slow(ptr {{.*}}, i64 8)
define i64 @far(ptr %p) {
  %x = load i64, ptr %p, align 8
  %other = getelementptr inbounds i8, ptr %p, i64 40
  %y = load i64, ptr %other, align 8
  %sum = add i64 %x, %y
  ret i64 %sum
}

declare void @unknown()
; CHECK-LABEL: define i64 @beyond.stm(
; CHECK: call preserve_mostcc ptr @__stm_read_slow(ptr {{.*}}, i64 8)
; CHECK: call preserve_mostcc ptr @__stm_read_slow(ptr {{.*}}, i64 8)
define i64 @beyond(ptr %p) {
  %x = load i64, ptr %p, align 8
  call void @unknown()
  %other = getelementptr inbounds i8, ptr %p, i64 8
  %y = load i64, ptr %other, align 8
  %sum = add i64 %x, %y
  ret i64 %sum
}
