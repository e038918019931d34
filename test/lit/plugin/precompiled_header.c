// Intent: a precompiled header works in C, where the plugin turns exceptions on in both compilations.
// RUN: rm -rf %t && split-file %s %t
// RUN: %clang -fplugin=%stm_plugin -x c-header %t/header.h -o %t/header.pch
// RUN: %clang -fplugin=%stm_plugin -include-pch %t/header.pch -S -emit-llvm -Xclang -disable-llvm-passes %t/main.c -o - | FileCheck %t/main.c

//--- header.h
extern int shared;
static inline int read(void) {
  [[stm::atomic]] { return shared; }
}

//--- main.c
int use(void) {
  [[stm::atomic]] { shared++; }
  return read();
}
// CHECK-LABEL: define {{.*}} @use(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK-LABEL: define {{.*}} @read(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
