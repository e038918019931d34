; Intent: the module's record carries the interface's version; a constructor of the highest priority hands it over; the linker learns of the runtime.
; RUN: %opt -load-pass-plugin=%stm_plugin -passes=stm -S %s | FileCheck %s
; CHECK: @__stm_module = linkonce_odr hidden global { i32, i32, ptr } { i32 2, i32 0, ptr @__stm_module }, comdat
; CHECK: @llvm.global_ctors = appending global [1 x { i32, ptr, ptr }] [{ i32, ptr, ptr } { i32 0, ptr @__stm_module_init, ptr @__stm_module_init }]
; CHECK: define linkonce_odr hidden void @__stm_module_init() {{.*}}comdat
; CHECK: call void @__stm_register_module(ptr @__stm_module)
; CHECK: !llvm.dependent-libraries = !{![[N:[0-9]+]]}
; CHECK: ![[N]] = !{!"stm"}
define void @f() {
  ret void
}
