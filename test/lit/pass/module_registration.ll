; Intent: a module with transactional code registers once for each executable or library, and asks for the runtime.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

; CHECK-DAG: $__stm_module = comdat any
; CHECK-DAG: @__stm_module = linkonce_odr hidden global { i32, i32, ptr } { i32 3, i32 0, ptr @__stm_module }, comdat
; CHECK-DAG: @llvm.global_ctors = appending global [1 x { i32, ptr, ptr }] [{ i32, ptr, ptr } { i32 0, ptr @__stm_module_init, ptr @__stm_module_init }]
; CHECK-DAG: define linkonce_odr hidden void @__stm_module_init() {{.*}}comdat
; CHECK-DAG: call void @__stm_register_module(ptr @__stm_module)
; CHECK-DAG: !llvm.dependent-libraries = !{![[LIBRARY:[0-9]+]]}
; CHECK-DAG: ![[LIBRARY]] = !{!"stm"}
define void @f() { ret void }
