; Intent: realloc may return an old block: full barriers.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare noalias ptr @realloc(ptr, i64)

define ptr @f(ptr %old) {
; CHECK-LABEL: define ptr @f.stm(
; CHECK: call ptr @realloc(
; CHECK: __stm_write_slow(ptr %p, i64 8)
  %p = call ptr @realloc(ptr %old, i64 8)
  store i64 1, ptr %p, align 8
  ret ptr %p
}
