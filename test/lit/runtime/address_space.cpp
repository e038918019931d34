// Intent: with too little address space the program ends with a sentence that says so.
//
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t && %t
// RUN: not bash -c 'ulimit -v 1000000; exec %t' > %t.out 2>&1
// RUN: FileCheck %s < %t.out
//
// Enough for the heap, too little for the views.
// RUN: bash -c 'ulimit -v 400000000; exec %t'
// RUN: not bash -c 'ulimit -v 400000000; STM_LONE=0 exec %t' > %t.views.out 2>&1
// RUN: FileCheck %s < %t.views.out
// CHECK: {{^}}stm: {{.*}}address space

static long counter;

int main() {
  [[stm::atomic]] { ++counter; }
  return counter != 1;
}
