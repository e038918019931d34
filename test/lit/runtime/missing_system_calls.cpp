// Intent: where a sandbox forbids a system call that the runtime needs, the program ends with a sentence that names it.
//
// RUN: %clang -O1 %S/Inputs/without_call.c -o %t.without
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t && %t
//
// RUN: not %t.without 319 %t 2>&1 | FileCheck --check-prefix=MEMORY %s
// MEMORY: {{^}}stm: cannot create a memory file (memfd_create: Operation not permitted); the runtime needs
//
// RUN: not %t.without 323 %t 2>&1 | FileCheck --check-prefix=WATCH %s
// WATCH: {{^}}stm: cannot watch for writes outside atomic regions (userfaultfd: Operation not permitted); allow
//
// RUN: not %t.without 324 %t 2>&1 | FileCheck --check-prefix=FENCE %s
// FENCE: {{^}}stm: the kernel's membarrier system call does not work here (Operation not permitted); set STM_LONE=0
// RUN: env STM_LONE=0 %t.without 324 %t
#include <thread>

static long counter;

static void increment() {
  [[stm::atomic]] { ++counter; }
}

int main() {
  increment();
  std::thread(increment).join();
  return counter != 2;
}
