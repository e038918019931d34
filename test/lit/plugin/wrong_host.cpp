// Intent: a process that is neither this Clang nor this LLVM gets a sentence, not a crash.
// RUN: %clangxx %s -o %t
// RUN: not %t %stm_plugin 2>&1 | FileCheck %s
// CHECK: error: stm: this plugin was built for LLVM {{22\.1\.[0-9]+}} and cannot work in a process without LLVM
#include <cstdio>
#include <dlfcn.h>
int main(int, char **arguments) {
  std::puts(dlopen(arguments[1], RTLD_NOW) ? "loaded" : "not loaded");
}
