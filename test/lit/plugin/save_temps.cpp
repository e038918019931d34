// Intent: -save-temps optimises bitcode in a process without plugins; the regions are in the object all the same.
// RUN: rm -rf %t && mkdir %t
// RUN: %clangxx -O1 -fplugin=%stm_plugin -save-temps=obj -c %s -o %t/main.o
// RUN: llvm-nm %t/main.o | FileCheck %s
// CHECK-NOT: __stm_region_
// CHECK: U __stm_begin
// CHECK: U __stm_commit
// CHECK-NOT: __stm_region_
int shared;
void function() {
  [[stm::atomic]] { shared++; }
}
