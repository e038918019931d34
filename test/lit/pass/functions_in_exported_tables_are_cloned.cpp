// Intent: a function whose address stands in a table that only other files use has a clone; a constructor of a global has none.
// RUN: %clangxx -std=c++20 -O1 -fplugin=%stm_plugin -S -emit-llvm -o - %s | FileCheck %s
// CHECK: define internal{{.*}} @_ZL4textv.stm(
// CHECK-NOT: @__cxx_global_var_init.stm(
// CHECK-NOT: @_GLOBAL__sub_I{{.*}}.stm(
struct Table {
  int size;
  const char *(*text)();
};
static const char *text() { return "text"; }
extern const Table table = {1, text};

int first();
int variable = first();
