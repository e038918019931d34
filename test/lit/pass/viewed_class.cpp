// Intent: barriers do not ask whether members of [[stm::viewed]] and [[stm::frozen]] classes lie in the window, and reads of the latter mark
// nothing; stores to both are logged as ever.
//
// RUN: %stm_clangxx -std=c++20 -O2 -S -emit-llvm %s -o - | FileCheck %s

struct Plain {
  long value;
};
struct [[stm::viewed]] Viewed {
  long value;
};
struct [[stm::frozen]] Frozen {
  long value;
};

// CHECK-LABEL: define{{.*}} @_Z5plainP5Plain.stm(
// CHECK: __stm_read_slow
long plain(Plain *p) { return p->value; }

// CHECK-LABEL: define{{.*}} @_Z6viewedP6Viewed.stm(
// CHECK-NOT: __stm_read_slow
// CHECK: store i16
// CHECK: ret i64
long viewed(Viewed *p) { return p->value; }

// CHECK-LABEL: define{{.*}} @_Z6frozenP6Frozen.stm(
// CHECK-NOT: __stm_read_slow
// CHECK-NOT: store i16
// CHECK: ret i64
long frozen(Frozen *p) { return p->value; }

// CHECK-LABEL: define{{.*}} @_Z5storeP6Frozen.stm(
// CHECK: __stm_write_slow
void store(Frozen *p) { p->value = 1; }
