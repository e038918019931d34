// Intent: -E and -M with the plugin are silent, and preprocessed sources compile to the same.
// RUN: %clangxx -fplugin=%stm_plugin -Werror -E %s -o %t.ii
// RUN: %clangxx -fplugin=%stm_plugin -Werror -M %s -o %t.d
// RUN: %clangxx -fplugin=%stm_plugin -Werror -S -emit-llvm -Xclang -disable-llvm-passes %t.ii -o - | FileCheck %s
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
int shared;
#define ATOMIC [[stm::atomic]]
void function() {
  ATOMIC { shared++; }
}
