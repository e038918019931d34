// Intent: a constexpr function may hold regions: evaluated by the compiler they cost nothing, at run time they are regions.
// RUN: %clangxx -std=c++14 -O0 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes -Wall -Wextra -Wunreachable-code -Werror %s -o - | FileCheck %s
// RUN: %clangxx -std=c++20 -O0 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes -Wall -Wextra -Wunreachable-code -Werror %s -o - | FileCheck %s
// RUN: %clangxx -std=c++23 -O0 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes -Wall -Wextra -Wunreachable-code -Werror %s -o - | FileCheck %s

constexpr int sum(int n) {
  int result = 0;
  [[stm::atomic]] {
    for (int i = 0; i < n; i++) {
      if (i == 5)
        continue;
      [[stm::atomic]] { result += i; }
    }
    if (n == 3)
      return -1;
  }
  return result;
}

static_assert(sum(4) == 6, "");
static_assert(sum(3) == -1, "");
constexpr int kTable[] = {sum(1), sum(2), sum(8)};
static_assert(kTable[2] == 23, "");

template <class T> constexpr T twice(T value) {
  [[stm::atomic]] { return value + value; }
}
static_assert(twice(2L) == 4, "");
int array[twice(3)];

#if __cplusplus >= 202002L
consteval int immediate(int n) {
  [[stm::atomic]] { return n; }
}
static_assert(immediate(3) == 3);
constexpr auto lambda = [](int n) { [[stm::atomic]] { return n + 1; } };
static_assert(lambda(1) == 2);
#endif

// CHECK-LABEL: define {{.*}} @_Z7runtimei(
// CHECK: call noundef i32 @_Z3sumi(
int runtime(int n) { return sum(n); }

// CHECK-LABEL: define {{.*}} @_Z3sumi(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call i32 @__stm_region_begin()
