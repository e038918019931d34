; Intent: what a clone allocates on its stack is gone after an abort: accesses stay plain, captured or not.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
@keep = global ptr null
declare void @__stm_use(ptr)
; CHECK-LABEL: define i32 @f.stm(
; CHECK-NEXT: %a = alloca i32
; CHECK-NEXT: store i32 %x, ptr %a
; CHECK-NEXT: call void @__stm_use(ptr %a)
; CHECK-NEXT: load i32, ptr %a
; CHECK-NEXT: ret i32
define i32 @f(i32 %x) {
  %a = alloca i32, align 4
  store i32 %x, ptr %a, align 4
  call void @__stm_use(ptr %a)
  %v = load i32, ptr %a, align 4
  ret i32 %v
}
