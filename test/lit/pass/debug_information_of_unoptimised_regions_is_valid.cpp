// Intent: the verifier accepts the debug information after regions are copied; the barriers have the access's line.
// RUN: %clangxx -O0 -g -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
// RUN: %clangxx -O0 -g -fplugin=%stm_plugin -S -emit-llvm -o %t.ll %s && %opt -passes=verify -disable-output %t.ll
struct Node { Node *next; int value; };
Node *head;
// CHECK-LABEL: define {{.*}}@_Z3sumPi(
// CHECK: call i32 @__stm_begin({{.*}}!dbg
// CHECK: call {{.*}}@__stm_read_slow({{.*}}!dbg
int sum(int *other) {
  int total = 0;
  [[stm::atomic]] {
    for (Node *n = head; n; n = n->next) {
      int value = n->value;
      total += value;
    }
    *other = total;
  }
  return total;
}
