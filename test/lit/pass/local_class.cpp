// Intent: a class with [[stm::local]] needs no barriers on its members; the same class without it does, and so do other members of
// the same type.
//
// RUN: %stm_clangxx -std=c++20 -O2 -S -emit-llvm %s -o - | FileCheck %s

struct [[stm::local]] Registers {
  long at;
  struct Node *node;
};
struct Node {
  long at;
};
extern Registers *registers();

// CHECK-LABEL: define{{.*}} @_Z5localP9Registers
// CHECK-NOT: __stm_write_slow
void local(Registers *r) {
  [[stm::atomic]] { r->at = 1; }
}

// CHECK-LABEL: define{{.*}} @_Z6sharedP4Node
// CHECK: __stm_write_slow
void shared(Node *n) {
  [[stm::atomic]] { n->at = 1; }
}

// What a local member points to is not local.
// CHECK-LABEL: define{{.*}} @_Z6behindP9Registers
// CHECK: __stm_write_slow
void behind(Registers *r) {
  [[stm::atomic]] { r->node->at = 1; }
}
