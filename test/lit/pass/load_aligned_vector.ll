; Intent: a vector of one granule needs one mark if it is aligned.
;
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

define <2 x double> @aligned(ptr %p) {
; CHECK-LABEL: define <2 x double> @aligned.stm(
; CHECK-COUNT-1: store i16
; CHECK-NOT: store i16
; CHECK: ret
  %v = load <2 x double>, ptr %p, align 16
  ret <2 x double> %v
}

define <2 x double> @unaligned(ptr %p) {
; CHECK-LABEL: define <2 x double> @unaligned.stm(
; CHECK-COUNT-2: store i16
; CHECK: ret
  %v = load <2 x double>, ptr %p, align 8
  ret <2 x double> %v
}
