// Intent: functions and templates with regions may live in a precompiled header.
// RUN: rm -rf %t && split-file %s %t
// RUN: %clangxx -std=c++20 -fplugin=%stm_plugin -x c++-header %t/header.hpp -o %t/header.pch
// RUN: %clangxx -std=c++20 -fplugin=%stm_plugin -include-pch %t/header.pch -S -emit-llvm -Xclang -disable-llvm-passes %t/main.cpp -o - | FileCheck %t/main.cpp

//--- header.hpp
extern int shared;
inline int read() {
  [[stm::atomic]] { return shared; }
}
template <class T> T add(T value) {
  [[stm::atomic]] { return shared += value; }
}
inline void nothing() {
  [[stm::atomic]] {}
}

//--- main.cpp
int use() {
  [[stm::atomic]] { nothing(); }
  return read() + add(3);
}
// CHECK-LABEL: define {{.*}} @_Z3usev(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK-LABEL: define {{.*}} @_Z7nothingv(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK-LABEL: define {{.*}} @_Z4readv(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK-LABEL: define {{.*}} @_Z3addIiET_S0_(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
