; Intent: in a shared library the word leads to a name that no other library can preempt.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

; CHECK: @extern.stm.here = internal alias void (), ptr @extern.stm
; CHECK: define void @extern() prefix {{.*}}ptr @extern.stm.here to i64
define void @extern() { ret void }

!llvm.module.flags = !{!0}
!0 = !{i32 8, !"PIC Level", i32 2}
