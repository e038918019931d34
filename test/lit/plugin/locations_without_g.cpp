// Intent: the pass knows lines without -g, and the object holds no debug information on account of that.
// RUN: %clangxx -O1 -fplugin=%stm_plugin -fplugin-arg-stm-warn-irrevocable -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: llvm-readelf -S %t.o | FileCheck --check-prefix=OBJECT %s
// OBJECT-NOT: .debug_
// CHECK: locations_without_g.cpp:[[# @LINE + 4]]:5: warning: call of 'opaque()' makes the transaction irrevocable{{.*}} [-Wbackend-plugin]
void opaque();
void function() {
  [[stm::atomic]] {
    opaque();
  }
}
