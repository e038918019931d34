; Intent: where every path meets an irrevocable call the site says so: flag 1.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare i32 @puts(ptr)
; CHECK: @__stm_site = private constant { ptr, ptr, i32, i32 } { ptr @{{.*}}, ptr @{{.*}}, i32 0, i32 1 }
define void @r(ptr %p) {
  call i32 @__stm_region_begin()
  %n = call i32 @puts(ptr %p)
  call void @__stm_region_end(ptr null)
  ret void
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
