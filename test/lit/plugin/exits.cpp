// Intent: the end marker stands on every way out of a region, and nowhere else, at -O0 and optimised.
// RUN: %clangxx -O0 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes -fno-discard-value-names %s -o - | FileCheck %s
// RUN: %clangxx -O2 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes -fno-discard-value-names %s -o - | FileCheck %s

extern int shared;
void opaque();

// CHECK-LABEL: define {{.*}} @_Z3endv(
// CHECK: %__stm_guard = alloca i32
// CHECK: [[VALUE:%.*]] = call i32 @__stm_region_begin()
// CHECK-NEXT: store i32 [[VALUE]], ptr %__stm_guard
// CHECK: load i32, ptr @shared
// CHECK: call void @__stm_region_end(ptr noundef %__stm_guard)
// CHECK-NOT: @__stm_region
// CHECK: ret void
void end() {
  [[stm::atomic]] { shared++; }
}

// An empty region is a region.
// CHECK-LABEL: define {{.*}} @_Z5emptyv(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK: ret void
void empty() {
  [[stm::atomic]] {}
}

// The value is read in the region, as it would be under a lock.
// CHECK-LABEL: define {{.*}} @_Z11returnValuev(
// CHECK: call i32 @__stm_region_begin()
// CHECK: load i32, ptr @shared
// CHECK: call void @__stm_region_end(
// CHECK: ret i32
int returnValue() {
  [[stm::atomic]] { return shared; }
}

// return leaves both regions: two ends.
// CHECK-LABEL: define {{.*}} @_Z6nestedi(
// CHECK-COUNT-2: call i32 @__stm_region_begin()
// CHECK-COUNT-2: call void @__stm_region_end(
// CHECK-NOT: @__stm_region
// CHECK: ret i32
int nested(int n) {
  [[stm::atomic]] {
    [[stm::atomic]] { return n; }
  }
}

// break, continue and the end of the body meet in one cleanup.
// CHECK-LABEL: define {{.*}} @_Z4loopi(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK: switch i32 %cleanup.dest
// CHECK: ret void
void loop(int n) {
  while (n--) [[stm::atomic]] {
    if (shared == 1)
      break;
    if (shared == 2)
      continue;
    shared++;
  }
}

// CHECK-LABEL: define {{.*}} @_Z7gotoOuti(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @__stm_region_end(
// CHECK: ret void
void gotoOut(int n) {
  [[stm::atomic]] {
    if (n)
      goto out;
    shared++;
  }
  shared = 7;
out:;
}

// An exception commits: the landing pad ends the region, then goes on unwinding.
// CHECK-LABEL: define {{.*}} @_Z6throwsv(
// CHECK: call i32 @__stm_region_begin()
// CHECK: invoke void @_Z6opaquev()
// CHECK: call void @__stm_region_end(
// CHECK: landingpad
// CHECK: call void @__stm_region_end(
// CHECK: resume
void throws() {
  [[stm::atomic]] { opaque(); }
}

// What is caught inside does not leave; the handler is part of the region.
// CHECK-LABEL: define {{.*}} @_Z7catchesv(
// CHECK: call i32 @__stm_region_begin()
// CHECK: invoke void @_Z6opaquev()
// CHECK: landingpad
// CHECK: call ptr @__cxa_begin_catch(
// CHECK: call void @__stm_region_end(
// CHECK: ret void
void catches() {
  [[stm::atomic]] {
    try { opaque(); } catch (...) { shared = 0; }
  }
}

// Objects of the region are destroyed in the region.
// CHECK-LABEL: define {{.*}} @_Z10destructorv(
// CHECK: call i32 @__stm_region_begin()
// CHECK: call void @_ZN8ResourceD1Ev(
// CHECK: call void @__stm_region_end(
// CHECK: ret void
struct Resource { ~Resource(); };
void destructor() {
  [[stm::atomic]] { Resource resource; }
}

// CHECK-LABEL: define {{.*}} @_Z5plainv
// CHECK-NOT: __stm_region
// CHECK: ret void
void plain() { shared++; }
