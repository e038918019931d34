; Intent: the address handed to begin is that of the word above the return address.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK-LABEL: define void @r(
; CHECK: [[SLOT:%[0-9]+]] = call ptr @llvm.addressofreturnaddress.p0()
; CHECK-NEXT: [[CFA:%[0-9]+]] = getelementptr i8, ptr [[SLOT]], i64 8
; CHECK-NEXT: {{.*}}call i32 @__stm_begin(ptr @__stm_site, ptr [[CFA]],
define void @r(ptr %p) {
  call i32 @__stm_region_begin()
  store i32 2, ptr %p, align 4
  call void @__stm_region_end(ptr null)
  ret void
}
declare i32 @__stm_region_begin()
declare void @__stm_region_end(ptr)
