; Intent: a captured variable that only the region uses is dead when it begins: nothing to log, but with -stm-no-elide-dead.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck --check-prefixes=CHECK,ON %s
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -stm-no-elide-dead -S %s | FileCheck --check-prefixes=CHECK,OFF %s
declare void @keep(ptr)
; CHECK-LABEL: define void @r(
; CHECK: call i32 @__stm_begin(
; ON-NOT: __stm_log_local
; OFF: call preserve_mostcc void @__stm_log_local(ptr %a, i64 4)
; CHECK-LABEL: define void @r.stm(
define void @r() {
  %a = alloca i32, align 4
  call i32 @__stm_region_begin()
  store i32 2, ptr %a, align 4
  call void @keep(ptr %a)
  call void @__stm_region_end(ptr null)
  ret void
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
