// Intent: at -Oz the result with loops, calls and exceptions passes the verifier; barriers and plain version are there.
// RUN: %clangxx -Oz -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
// RUN: %clangxx -Oz -fplugin=%stm_plugin -S -emit-llvm -o %t.ll %s && %opt -passes=verify -disable-output %t.ll
struct Node { Node *next; long value; };
extern Node *head;
void visit(long);
// CHECK-LABEL: define {{.*}}@_Z4walkv(
// CHECK: call i32 @__stm_begin(
// CHECK: __stm_read_slow(
long walk() {
  long sum = 0;
  [[stm::atomic]] {
    for (Node *n = head; n; n = n->next) {
      try {
        visit(n->value);
      } catch (...) {
        sum--;
      }
      sum += n->value;
    }
  }
  return sum;
}
