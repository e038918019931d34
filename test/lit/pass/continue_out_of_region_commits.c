// Intent: the next round of a loop begins a new transaction.
// RUN: %clang -O1 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
extern int shared;
// CHECK-LABEL: define {{.*}}@main(
// CHECK-COUNT-1: call i32 @__stm_begin(
// CHECK-NOT: @__stm_begin(
// CHECK: call void @__stm_commit()
// CHECK-LABEL: {{^}}declare
int main(void) {
  for (int i = 0; i < 1000; i++)
    [[stm::atomic]] {
      if (shared)
        continue;
      shared = i;
    }
}
