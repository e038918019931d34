; Intent: the reason names the called function as the user wrote it.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare void @_Z5printi(i32)
; CHECK: @[[NAME:.*]] = private unnamed_addr constant [11 x i8] c"print(int)\00"
; CHECK: private constant { ptr, ptr, i32, i32 } { ptr @[[NAME]], ptr null, i32 0, i32 0 }
define void @f() {
  call void @_Z5printi(i32 1)
  ret void
}
