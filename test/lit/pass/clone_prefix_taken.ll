; Intent: a function that has prefix data already keeps it.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

; CHECK: define void @f() prefix i32 5 {
; CHECK: define void @f.stm() {
define void @f() prefix i32 5 { ret void }
