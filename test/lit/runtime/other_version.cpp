// Intent: a module that a plugin of another interface version compiled is refused when it is loaded, with both numbers.
//
// RUN: %stm_clangxx -std=c++20 -O2 -S -emit-llvm %s -o %t.ll
// RUN: sed -E 's/(@__stm_module = .*) \{ i32 [0-9]+,/\1 { i32 4711,/' %t.ll > %t.other.ll && not cmp -s %t.ll %t.other.ll
// RUN: %stm_clangxx %t.ll -o %t.same && %t.same
// RUN: %stm_clangxx %t.other.ll -o %t.other && not %t.other 2>&1 | FileCheck %s
// CHECK: {{^}}stm: a module was compiled by a plugin of interface version 4711, but this runtime has version {{[0-9]+}}; compile and link

static long counter;

int main() {
  [[stm::atomic]] { ++counter; }
  return counter != 1;
}
