// Intent: regions in GNU statement expressions, and statement expressions in regions.
// RUN: %clang -std=gnu17 -O0 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes -Wall -Wextra -Werror %s -o - | FileCheck %s
// RUN: %clangxx -x c++ -O0 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes -Wall -Wextra -Werror %s -o - | FileCheck %s

extern int shared;
#ifdef __cplusplus
extern "C"
#endif
int readBoth(void) {
  int one = ({ int value; [[stm::atomic]] { value = shared; } value; });
  [[stm::atomic]] {
    return ({ int copy = shared; copy + one; });
  }
}
// CHECK-LABEL: define {{.*}} @readBoth(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK: ret i32
