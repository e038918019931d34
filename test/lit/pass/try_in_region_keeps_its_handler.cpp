// Intent: a handler inside a region exists in both versions.
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
void thrower();
extern int shared;
// CHECK-LABEL: define {{.*}}@main(
// CHECK: call i32 @__stm_begin(
// CHECK: landingpad
// CHECK: landingpad
// CHECK-LABEL: {{^}}declare
int main() {
  [[stm::atomic]] {
    try {
      thrower();
    } catch (int) {
      shared = 1;
    }
  }
}
