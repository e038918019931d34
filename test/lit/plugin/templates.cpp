// Intent: regions in templates, member templates and generic lambdas are there in every instance, once.
// RUN: %clangxx -std=c++20 -O0 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes -Wall -Wextra -Werror %s -o - | FileCheck %s

extern int shared;

template <class T> T add(T value) {
  [[stm::atomic]] {
    shared += static_cast<int>(value);
    return value;
  }
}

template <class T> struct Box {
  T value;
  Box(T v) : value(v) { [[stm::atomic]] { shared++; } }
  ~Box() { [[stm::atomic]] { shared--; } }
  template <class U> U get(U u) {
    [[stm::atomic]] {
      if constexpr (sizeof(T) > sizeof(U))
        return static_cast<U>(value);
      else
        return u;
    }
  }
};

template <class... T> int all(T... values) {
  int sum = 0;
  [[stm::atomic]] { ((sum += values), ...); }
  return sum;
}

int use() {
  auto generic = [](auto x) { [[stm::atomic]] { shared += x; } return x; };
  auto templated = []<class T>(T x) { [[stm::atomic]] { return x + static_cast<T>(shared); } };
  Box<long> box(3);
  return add(1) + static_cast<int>(add(2.0)) + box.get(short(1)) + generic(3) + generic(short(4)) + templated(5) +
         all(1, 2, 3);
}

// CHECK-LABEL: define {{.*}} @_ZN3BoxIlEC2El(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK-LABEL: define {{.*}} @_Z3addIiET_S0_(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK-NOT: @__stm_region
// CHECK-LABEL: define {{.*}} @_Z3addIdET_S0_(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK-NOT: @__stm_region
// CHECK-LABEL: define {{.*}} @_ZN3BoxIlE3getIsEET_S2_(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK-LABEL: define {{.*}} @"_ZZ3usevENK3$_0clIiEEDaT_"(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK-LABEL: define {{.*}} @"_ZZ3usevENK3$_0clIsEEDaT_"(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK-LABEL: define {{.*}} @"_ZZ3usevENK3$_1clIiEEDaT_"(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK-LABEL: define {{.*}} @_Z3allIJiiiEEiDpT_(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
