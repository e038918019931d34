// Intent: the optimiser leaves the markers where they are: one begin, one end on each path, and the accesses between.
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes %s -o %t.ll
// RUN: %opt -passes='default<O2>' -S %t.ll | FileCheck %s

extern int shared, other;

// CHECK-LABEL: define {{.*}} @_Z9incrementv(
// CHECK: call i32 @__stm_region_begin()
// CHECK: load i32, ptr @shared
// CHECK: store i32 {{.*}}, ptr @shared
// CHECK-NEXT: call i32 @__stm_region_skip(
// CHECK-NEXT: call void @__stm_region_end(
void increment() {
  [[stm::atomic]] { shared++; }
}

// Nothing is carried from one region into the next.
// CHECK-LABEL: define {{.*}} @_Z5twicev(
// CHECK: call i32 @__stm_region_begin()
// CHECK: load i32, ptr @shared
// CHECK: call void @__stm_region_end(
// CHECK: call i32 @__stm_region_begin()
// CHECK: load i32, ptr @shared
// CHECK: call void @__stm_region_end(
int twice() {
  int sum;
  [[stm::atomic]] { sum = shared; }
  [[stm::atomic]] { sum += shared; }
  return sum;
}

// Equal regions on two branches stay two regions.
// CHECK-LABEL: define {{.*}} @_Z8branchesb(
// CHECK-COUNT-2: call i32 @__stm_region_begin()
// CHECK: ret void
void branches(bool b) {
  if (b) [[stm::atomic]] { shared++; }
  else [[stm::atomic]] { shared++; }
}

// CHECK-LABEL: define {{.*}} @_Z10twoReturnsv(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK: ret i32
int twoReturns() {
  [[stm::atomic]] {
    if (shared)
      return other;
    other = 1;
  }
  return 3;
}
