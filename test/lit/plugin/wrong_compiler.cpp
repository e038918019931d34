// Intent: in a compiler of another version the plugin ends the compilation with a sentence that names both versions.
// The compiler is played by a program that has nothing of Clang but the function that tells the version.
// RUN: %clangxx -rdynamic %s -o %t
// RUN: env FAKE_VERSION="clang version 22.1.0" not %t %stm_plugin 2>&1 | FileCheck --check-prefix=SERIES %s
// RUN: env FAKE_VERSION="Debian clang version 21.1.8 (1)" not %t %stm_plugin 2>&1 | FileCheck --check-prefix=OLDER %s
// RUN: env FAKE_VERSION="clang version 22.2.0" not %t %stm_plugin 2>&1 | FileCheck --check-prefix=NEWER %s

// OLDER: error: stm: this plugin was built for clang version {{22\.1\.[0-9]+}} and cannot work in Debian clang version 21.1.8 (1); compile with clang++-22, or build the plugin for this compiler
// OLDER-NOT: loaded
// NEWER: error: stm: this plugin was built for clang version {{22\.1\.[0-9]+}} and cannot work in clang version 22.2.0;
// NEWER-NOT: loaded

// A patch release is let through, and then misses what a real one has.
// SERIES: error: stm: cannot load the other part of the plugin: {{.*}}stm-clang.so: undefined symbol

#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <string>

namespace clang {
std::string getClangFullVersion() { return std::getenv("FAKE_VERSION"); }
} // namespace clang

int main(int, char **arguments) {
  void *plugin = dlopen(arguments[1], RTLD_NOW);
  std::puts(plugin ? "loaded" : dlerror());
  return 0;
}
