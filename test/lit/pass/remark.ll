; Intent: a remark tells what each body got and what it was spared, and why.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -pass-remarks=stm -disable-output %s 2>&1 | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

; CHECK: remark: {{.*}}clone of f: 1 write barriers, 1 polls, 1 elided: marked before
define void @f(ptr %p) {
entry:
  br label %loop
loop:
  store volatile i32 1, ptr %p, align 4
  store volatile i32 2, ptr %p, align 4
  %v = call i1 @llvm.is.constant.i32(i32 0)
  br i1 %v, label %loop, label %loop
}
