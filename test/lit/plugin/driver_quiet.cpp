// Intent: the drivers' own options never cause a warning, whatever the compiler is asked to do.
// RUN: %stm_clangxx -Werror -Weverything -Wno-c++98-compat -Wno-missing-prototypes -Wno-missing-variable-declarations -c %s -o %t.o
// RUN: %stm_clangxx -Werror -S %s -o %t.s
// RUN: %stm_clangxx -Werror -E %s -o %t.ii
// RUN: %stm_clangxx -Werror -M %s -o %t.d
// RUN: %stm_clangxx -Werror -fsyntax-only %s
// RUN: %stm_clangxx -Werror --version
// RUN: not %stm_clangxx 2>&1 | FileCheck %s
// CHECK: error: no input files
int shared;
int main() {
  [[stm::atomic]] { shared++; }
  return shared - 1;
}
