// Intent: behind a marked guard stands a region, inside of the guard's life; its construction is announced. Nothing of it behind a
// guard that is not marked, or that is the last of its block.
// RUN: %clangxx -std=c++20 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes -Wall -Wextra -Werror %s -o - | FileCheck %s
struct Lock {};
struct Guard {
  Guard(Lock &);
  ~Guard();
};
int use(int);

// CHECK-LABEL: define {{.*}} @_Z6markedR4Lock(
// CHECK: call i32 @__stm_elision_begin()
// CHECK: invoke void @_ZN5GuardC1ER4Lock(
// CHECK: call i32 @__stm_elision_ready()
// CHECK: call i32 @__stm_region_begin()
// CHECK: @_Z3usei
// CHECK: call void @__stm_region_end(
// CHECK: call void @_ZN5GuardD1Ev(
// CHECK: call void @__stm_elision_end(
int marked(Lock &lock) {
  [[stm::atomic]] Guard guard(lock);
  int n = use(1);
  return n + use(2);
}

// CHECK-LABEL: define {{.*}} @_Z4realR4Lock(
// CHECK-NOT: __stm
// CHECK: ret i32
int real(Lock &lock) {
  Guard guard(lock);
  return use(1);
}

// CHECK-LABEL: define {{.*}} @_Z4lastR4Lock(
// CHECK-NOT: __stm
// CHECK: ret void
void last(Lock &lock) {
  use(1);
  [[stm::atomic]] Guard guard(lock);
}

// In blocks, lambdas and templates.
// CHECK-LABEL: define {{.*}} @_Z6scopesR4Lock(
// CHECK-COUNT-2: call i32 @__stm_region_begin()
// CHECK: ret void
void scopes(Lock &lock) {
  {
    [[stm::atomic]] Guard guard(lock);
    use(1);
  }
  [] {
    Lock own;
    [[stm::atomic]] Guard guard(own);
    use(2);
  }();
  [[stm::atomic]] Guard guard(lock);
  use(3);
}

template <class G> int generic(Lock &lock) {
  [[stm::atomic]] G guard(lock);
  return use(4);
}
template int generic<Guard>(Lock &);

// CHECK-LABEL: define {{.*}} @"_ZZ6scopesR4LockENK3$_0clEv"(
// CHECK: call i32 @__stm_region_begin()

// CHECK-LABEL: define {{.*}} @_Z7genericI5GuardEiR4Lock(
// CHECK: call i32 @__stm_elision_begin()
// CHECK: call i32 @__stm_region_begin()
