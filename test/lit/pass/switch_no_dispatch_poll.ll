; Intent: with the switch, only loops that computed gotos come back to go without a poll.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s --check-prefixes=CHECK,ON
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-dispatch-poll -S %s | FileCheck %s --check-prefixes=CHECK,OFF
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@interpret.labels = internal constant [2 x ptr] [ptr blockaddress(@interpret, %again), ptr blockaddress(@interpret, %out)]

; CHECK-LABEL: define void @interpret.stm(
; ON: call preserve_mostcc void @__stm_poll_slow()
; OFF-NOT: __stm_poll_slow()
; CHECK: indirectbr
; CHECK: ret void
define void @interpret(ptr %code) {
entry:
  br label %dispatch
dispatch:
  %pc = phi ptr [ %code, %entry ], [ %next, %again ]
  %op = load i64, ptr %pc, align 8
  %place = getelementptr inbounds [2 x ptr], ptr @interpret.labels, i64 0, i64 %op
  %label = load ptr, ptr %place, align 8
  indirectbr ptr %label, [label %again, label %out]
again:
  %next = getelementptr inbounds i64, ptr %pc, i64 1
  br label %dispatch
out:
  ret void
}

; CHECK-LABEL: define void @walk.stm(
; CHECK: call preserve_mostcc void @__stm_poll_slow()
; CHECK: ret void
define void @walk(ptr %p) {
entry:
  br label %loop
loop:
  %n = phi ptr [ %p, %entry ], [ %next, %loop ]
  %next = load ptr, ptr %n, align 8
  %done = icmp eq ptr %next, null
  br i1 %done, label %out, label %loop
out:
  ret void
}
