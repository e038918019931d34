// Intent: two regions in a row are two transactions with two sites.
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
extern int shared;
// CHECK-DAG: @[[ONE:__stm_site[.0-9]*]] = private constant { ptr, ptr, i32, i32 } {{.*}} i32 14, i32 0 }
// CHECK-DAG: @[[TWO:__stm_site[.0-9]*]] = private constant { ptr, ptr, i32, i32 } {{.*}} i32 15, i32 0 }
// CHECK-LABEL: define {{.*}}@main(
// CHECK: call i32 @__stm_begin(ptr {{.*}}@[[ONE]],
// CHECK: call i32 @__stm_begin(ptr {{.*}}@[[TWO]],
// CHECK-NOT: __stm_begin(
// CHECK: ret i32
int main() {
  // The lines below are named above.
  // One region after the other.
  [[stm::atomic]] { shared = 1; }
  [[stm::atomic]] { shared = 2; }
}
