// Intent: regions in C++20 modules, used in the module and instantiated by its importer.
// RUN: rm -rf %t && split-file %s %t
// RUN: %clangxx -std=c++20 -fplugin=%stm_plugin --precompile %t/counter.cppm -o %t/counter.pcm
// RUN: %clangxx -std=c++20 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes %t/counter.pcm -o - | FileCheck %t/counter.cppm
// RUN: %clangxx -std=c++20 -fplugin=%stm_plugin -fmodule-file=counter=%t/counter.pcm -S -emit-llvm -Xclang -disable-llvm-passes %t/main.cpp -o - | FileCheck %t/main.cpp

//--- counter.cppm
export module counter;
int shared;
export void increment() {
  [[stm::atomic]] { shared++; }
}
export inline int read() {
  [[stm::atomic]] { return shared; }
}
export template <class T> T add(T value) {
  [[stm::atomic]] { return shared += value; }
}
// CHECK-LABEL: define {{.*}} @_ZW7counter9incrementv(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(

//--- main.cpp
import counter;
int use() {
  [[stm::atomic]] { increment(); }
  return read() + add(3);
}
// CHECK-LABEL: define {{.*}} @_Z3usev(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK-LABEL: define {{.*}} @_ZW7counter4readv(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK-LABEL: define {{.*}} @_ZW7counter3addIiET_S1_(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
