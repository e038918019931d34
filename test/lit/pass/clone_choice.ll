; Intent: there are no clones of what no transaction can call.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare i32 @setjmp(ptr) returns_twice
@llvm.global_ctors = appending global [1 x { i32, ptr, ptr }] [{ i32, ptr, ptr } { i32 65535, ptr @startup, ptr null }]

; CHECK-NOT: @main.stm
; CHECK-NOT: @startup.stm
; CHECK-NOT: @naked.stm
; CHECK-NOT: @returns_twice.stm
; CHECK: define internal void @reached.stm()
; CHECK: define void @any.stm()
define i32 @main() { ret i32 0 }
define internal void @startup() { ret void }
define void @naked() naked { unreachable }
define void @returns_twice(ptr %p) {
  %x = call i32 @setjmp(ptr %p) returns_twice
  ret void
}
define internal void @reached() { ret void }
define void @any() {
  call void @reached()
  ret void
}
