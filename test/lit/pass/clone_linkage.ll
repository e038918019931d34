; Intent: clones are merged and dropped by the linker together with their originals, and as visible as these.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

$inline = comdat any
$template = comdat any
; CHECK-DAG: $inline.stm = comdat any
; CHECK-DAG: $template.stm = comdat any

define void @extern() { ret void }
define hidden void @hidden() { ret void }
define weak void @weak() { ret void }
define linkonce_odr void @inline() comdat { ret void }
define weak_odr void @template() comdat { ret void }
define internal void @intern() { ret void }
@users = global [2 x ptr] [ptr @intern, ptr @inline]
; CHECK-DAG: define void @extern.stm()
; CHECK-DAG: define hidden void @hidden.stm()
; CHECK-DAG: define weak void @weak.stm()
; CHECK-DAG: define linkonce_odr void @inline.stm() comdat
; CHECK-DAG: define weak_odr void @template.stm() comdat
; CHECK-DAG: define internal void @intern.stm()
