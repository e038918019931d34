// Intent: marker calls neither throw nor merge, and have C linkage in both languages.
// RUN: %clangxx -O0 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes %s -o - | FileCheck %s
// RUN: %clang -x c -O0 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes %s -o - | FileCheck %s

// CHECK: call i32 @__stm_region_begin() [[CALL:#[0-9]+]]
// CHECK: call void @__stm_region_end(ptr noundef %{{.*}}) [[CALL]]
// CHECK: declare i32 @__stm_region_begin() [[FUNCTION:#[0-9]+]]
// CHECK: declare void @__stm_region_end(ptr noundef) [[FUNCTION]]
// CHECK: attributes [[FUNCTION]] = { nounwind
// CHECK: attributes [[CALL]] = { nomerge nounwind }
void function(void) {
  [[stm::atomic]] {}
}
