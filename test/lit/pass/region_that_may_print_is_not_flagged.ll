; Intent: a path without an irrevocable call is worth the attempt: no flag.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
declare i32 @puts(ptr)
; CHECK: @__stm_site = private constant { ptr, ptr, i32, i32 } { ptr @{{.*}}, ptr @{{.*}}, i32 0, i32 0 }
define void @r(ptr %p, i1 %c) {
  call i32 @__stm_region_begin()
  br i1 %c, label %then, label %end
then:
  %n = call i32 @puts(ptr %p)
  br label %end
end:
  call void @__stm_region_end(ptr null)
  ret void
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
