; Intent: a region that begins anew in each round of a loop and never ends is an error.
;
; RUN: not %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s 2>&1 | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

; CHECK: error: {{.*}}control reaches the same place both inside and outside of an atomic region
define void @f() {
  br label %loop
loop:
  %b = call i32 @__stm_region_begin()
  br label %loop
}

declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
