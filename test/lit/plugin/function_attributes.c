// Intent: in C too, on declarations without definition as well.
// RUN: %clang -std=c23 -fplugin=%stm_plugin -S -emit-llvm -Xclang -disable-llvm-passes -Wall -Wextra -Werror %s -o - | FileCheck %s
// CHECK: @llvm.global.annotations
// CHECK-SAME: { ptr @logLine, ptr
// CHECK-SAME: { ptr @library, ptr
#if !__has_c_attribute(stm::pure) || !__has_attribute(stm_irrevocable)
#error
#endif
[[stm::pure]] int library(int);
__attribute__((stm_irrevocable)) void logLine(const char *);
int use(void) {
  logLine("");
  return library(1);
}
