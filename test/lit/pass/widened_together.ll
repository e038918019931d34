; Intent: what several accesses of one block touch side by side is marked at once: reads set their marks in a row, four at most, writes
; test theirs, five and more as two words, and beyond eight are a call, which tells whether all of the bytes are written; what lies far off
; has its own barrier.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

; CHECK-LABEL: define void @writes.stm(
; CHECK: call preserve_mostcc ptr @__stm_write_part(ptr {{.*}}, i64 72)
; CHECK: mul i64 %{{.*}}, 281479271743489
; CHECK: icmp ne i64
; CHECK: getelementptr i16, ptr %{{.*}}, i64 -3
; CHECK: icmp ne i64
; CHECK-NOT: __stm_write
; CHECK: ret void
define void @writes(ptr %p) {
  store i64 1, ptr %p, align 8
  %a = getelementptr inbounds i8, ptr %p, i64 16
  store i64 2, ptr %a, align 8
  %b = getelementptr inbounds i8, ptr %p, i64 40
  store i64 3, ptr %b, align 8
  %c = getelementptr inbounds i8, ptr %p, i64 64
  store i64 4, ptr %c, align 8
  ret void
}

; CHECK-LABEL: define void @writes_all.stm(
; CHECK: call preserve_mostcc ptr @__stm_write_slow(ptr {{.*}}, i64 40)
; CHECK-COUNT-3: icmp ne i16
; CHECK-NOT: __stm_write
; CHECK: ret void
define void @writes_all(ptr %p) {
  store <2 x i64> zeroinitializer, ptr %p, align 8
  %a = getelementptr inbounds i8, ptr %p, i64 16
  store <2 x i64> zeroinitializer, ptr %a, align 8
  %b = getelementptr inbounds i8, ptr %p, i64 32
  store i64 3, ptr %b, align 8
  ret void
}

; CHECK-LABEL: define void @writes_many.stm(
; CHECK-NOT: icmp
; CHECK: call preserve_mostcc ptr @__stm_write_part(ptr %p, i64 136)
; CHECK-NOT: __stm_write
; CHECK: ret void
define void @writes_many(ptr %p) {
  store i64 1, ptr %p, align 8
  %a = getelementptr inbounds i8, ptr %p, i64 24
  store i64 2, ptr %a, align 8
  %b = getelementptr inbounds i8, ptr %p, i64 48
  store i64 3, ptr %b, align 8
  %c = getelementptr inbounds i8, ptr %p, i64 72
  store i64 4, ptr %c, align 8
  %d = getelementptr inbounds i8, ptr %p, i64 96
  store i64 5, ptr %d, align 8
  %e = getelementptr inbounds i8, ptr %p, i64 120
  store i64 6, ptr %e, align 8
  %f = getelementptr inbounds i8, ptr %p, i64 128
  store i64 7, ptr %f, align 8
  ret void
}

; CHECK-LABEL: define void @writes_apart.stm(
; CHECK: call preserve_mostcc ptr @__stm_write_slow(ptr {{.*}}, i64 8)
; CHECK: call preserve_mostcc ptr @__stm_write_slow(ptr {{.*}}, i64 8)
define void @writes_apart(ptr %p) {
  store i64 1, ptr %p, align 8
  %a = getelementptr inbounds i8, ptr %p, i64 64
  store i64 2, ptr %a, align 8
  ret void
}

; CHECK-LABEL: define i64 @reads.stm(
; CHECK: call preserve_mostcc ptr @__stm_read_slow(ptr {{.*}}, i64 40)
; CHECK-COUNT-3: store i16
; CHECK-NOT: store i16
; CHECK: ret i64
define i64 @reads(ptr %p) {
  %x = load i64, ptr %p, align 8
  %a = getelementptr inbounds i8, ptr %p, i64 16
  %y = load i64, ptr %a, align 8
  %b = getelementptr inbounds i8, ptr %p, i64 32
  %z = load i64, ptr %b, align 8
  %s = add i64 %x, %y
  %t = add i64 %s, %z
  ret i64 %t
}
