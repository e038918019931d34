// Intent: regions work in constructors, destructors, operators, recursive and noexcept functions, function try blocks.
// RUN: %clangxx -std=c++17 -O0 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes -Wall -Wextra -Werror %s -o - | FileCheck %s

extern int shared;
void opaque();

struct Object {
  Object();
  ~Object();
  void operator()() noexcept;
  static int count(int n);
};

// CHECK-LABEL: define {{.*}} @_ZN6ObjectC2Ev(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK: call void @__stm_region_end(
Object::Object() try {
  [[stm::atomic]] { opaque(); }
} catch (...) {
}

// CHECK-LABEL: define {{.*}} @_ZN6ObjectD2Ev(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
Object::~Object() {
  [[stm::atomic]] { shared--; }
}

// CHECK-LABEL: define {{.*}} @_ZN6ObjectclEv(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
void Object::operator()() noexcept {
  [[stm::atomic]] { opaque(); }
}

// CHECK-LABEL: define {{.*}} @_ZN6Object5countEi(
// CHECK: call i32 @__stm_region_begin()
// CHECK: invoke {{.*}}@_ZN6Object5countEi(
// CHECK: call void @__stm_region_end(
int Object::count(int n) {
  [[stm::atomic]] { return n ? 1 + count(n - 1) : shared; }
}
