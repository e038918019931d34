// Intent: STM_STATS=1 prints, at exit, what the transactions did; without it nothing is printed.
//
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t
// RUN: %t 2>&1 | count 0
// RUN: env STM_STATS=1 %t > %t.out 2>&1
// RUN: FileCheck %s < %t.out
// CHECK: {{^}}stm: {{.*}}statistics
// CHECK-DAG: commits
// CHECK-DAG: aborts
// CHECK-DAG: irrevocable
// CHECK-DAG: pages copied
// CHECK-DAG: log
#include "self_check.h"

static long counter;

int main() {
  inParallel(2, [](int) {
    for (int i = 0; i < 1000; ++i) {
      [[stm::atomic]] { ++counter; }
    }
  });
  return counter != 2000;
}
