; Intent: what a loop of known length reads is marked once, before the loop, whose accesses are then additions; with the switch, or where
; the length is not known before the loop, each access has its barrier. An access that an iteration may leave out keeps its own.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-hoist-ranges -S %s | FileCheck %s --check-prefix=OFF
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

; CHECK-LABEL: define i64 @sum.stm(
; CHECK: entry:
; CHECK: call preserve_mostcc ptr @__stm_read_slow(ptr {{.*}}, i64 %{{[0-9]+}})
; CHECK: loop:
; CHECK-NOT: __stm_read_slow
; CHECK-NOT: store i16
; CHECK: load i64, ptr %{{[0-9]+}}, align 8
; CHECK: ret i64
; OFF-LABEL: define i64 @sum.stm(
; OFF: loop:
; OFF: __stm_read_slow
define i64 @sum(ptr %p, i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i2, %loop ]
  %s = phi i64 [ 0, %entry ], [ %s2, %loop ]
  %q = getelementptr inbounds i64, ptr %p, i64 %i
  %v = load i64, ptr %q, align 8
  %s2 = add i64 %s, %v
  %i2 = add nuw i64 %i, 1
  %c = icmp ult i64 %i2, %n
  br i1 %c, label %loop, label %out
out:
  ret i64 %s2
}

; Reading and writing the same elements takes one barrier, for writing.
; CHECK-LABEL: define void @increase.stm(
; CHECK: entry:
; CHECK-NOT: __stm_read_slow
; CHECK: call preserve_mostcc ptr @__stm_write_slow(ptr {{.*}}, i64 8192)
; CHECK-NOT: __stm_
; CHECK: ret void
define void @increase(ptr %p) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i2, %loop ]
  %q = getelementptr inbounds i64, ptr %p, i64 %i
  %v = load i64, ptr %q, align 8
  %v2 = add i64 %v, 1
  store i64 %v2, ptr %q, align 8
  %i2 = add nuw i64 %i, 1
  %c = icmp ult i64 %i2, 1024
  br i1 %c, label %loop, label %out
out:
  ret void
}

; The end is found by what is read.
; CHECK-LABEL: define i64 @length.stm(
; CHECK: loop:
; CHECK: __stm_read_slow
define i64 @length(ptr %p) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i2, %loop ]
  %q = getelementptr inbounds i8, ptr %p, i64 %i
  %v = load i8, ptr %q, align 1
  %i2 = add nuw i64 %i, 1
  %c = icmp ne i8 %v, 0
  br i1 %c, label %loop, label %out
out:
  ret i64 %i
}

; CHECK-LABEL: define void @some.stm(
; CHECK: entry:
; CHECK: call preserve_mostcc ptr @__stm_read_slow(
; CHECK: loop:
; CHECK-NOT: __stm_read_slow
; CHECK: write:
; CHECK: __stm_write_slow
define void @some(ptr %p, i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i2, %next ]
  %q = getelementptr inbounds i64, ptr %p, i64 %i
  %v = load i64, ptr %q, align 8
  %odd = trunc i64 %v to i1
  br i1 %odd, label %write, label %next
write:
  store i64 0, ptr %q, align 8
  br label %next
next:
  %i2 = add nuw i64 %i, 1
  %c = icmp ult i64 %i2, %n
  br i1 %c, label %loop, label %out
out:
  ret void
}

; A call may change where the transaction's view is.
declare void @other()
; CHECK-LABEL: define void @calls.stm(
; CHECK: loop:
; CHECK: __stm_write_slow
define void @calls(ptr %p, i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i2, %loop ]
  %q = getelementptr inbounds i64, ptr %p, i64 %i
  store i64 0, ptr %q, align 8
  call void @other()
  %i2 = add nuw i64 %i, 1
  %c = icmp ult i64 %i2, %n
  br i1 %c, label %loop, label %out
out:
  ret void
}

; Backwards, from the last element on; far strides leave out what lies between.
; CHECK-LABEL: define void @backwards.stm(
; CHECK: entry:
; CHECK: call preserve_mostcc ptr @__stm_write_slow(ptr {{.*}}, i64 800)
; CHECK: ret void
define void @backwards(ptr %p) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 99, %entry ], [ %i2, %loop ]
  %q = getelementptr inbounds i64, ptr %p, i64 %i
  store i64 %i, ptr %q, align 8
  %i2 = add nsw i64 %i, -1
  %c = icmp sge i64 %i2, 0
  br i1 %c, label %loop, label %out
out:
  ret void
}

; CHECK-LABEL: define i64 @column.stm(
; CHECK: loop:
; CHECK: __stm_read_slow(ptr {{.*}}, i64 8)
define i64 @column(ptr %p, i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i2, %loop ]
  %s = phi i64 [ 0, %entry ], [ %s2, %loop ]
  %q = getelementptr inbounds [64 x i64], ptr %p, i64 %i
  %v = load i64, ptr %q, align 8
  %s2 = add i64 %s, %v
  %i2 = add nuw i64 %i, 1
  %c = icmp ult i64 %i2, %n
  br i1 %c, label %loop, label %out
out:
  ret i64 %s2
}
