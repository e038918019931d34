; Intent: the word before a function's entry tells its clone; a function that nobody can point to has none.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

; CHECK: define void @extern() prefix <{ i64, i32, i32 }> <{ i64 0, i32 114774790, i32 trunc (i64 sub (i64 ptrtoint (ptr @extern.stm to i64), i64 ptrtoint (ptr @extern to i64)) to i32) }>
define void @extern() {
  call void @intern()
  ret void
}
; CHECK: define internal void @intern() {
define internal void @intern() { ret void }
; CHECK: define void @extern.stm() {
