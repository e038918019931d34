; Intent: a region in a function that calls setjmp is an error.
;
; RUN: not %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s 2>&1 | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare i32 @setjmp(ptr) returns_twice

; CHECK: error: {{.*}}an atomic region in a function that calls setjmp or its like
define void @f(ptr %p) {
  %x = call i32 @setjmp(ptr %p) returns_twice
  %b = call i32 @__stm_region_begin()
  call void @__stm_region_end(ptr null)
  ret void
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
