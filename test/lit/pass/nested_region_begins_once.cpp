// Intent: a region in a region begins and commits nothing.
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
extern int shared;
// CHECK-LABEL: define {{.*}}@main(
// CHECK-COUNT-1: call i32 @__stm_begin(
// CHECK-NOT: __stm_begin(
// CHECK-NOT: __stm_nested
// CHECK-LABEL: {{^}}declare
int main() {
  [[stm::atomic]] {
    shared = 1;
    [[stm::atomic]] { shared = 2; }
  }
}
