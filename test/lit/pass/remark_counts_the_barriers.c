// Intent: -Rpass=stm says for each function what was emitted and what was left out.
// RUN: %clang -O2 -fplugin=%stm_plugin -S -emit-llvm -Rpass=stm -o %t.ll %s 2>&1 | FileCheck %s
extern int shared;
extern int *elsewhere;
// CHECK: remark: regions of f: {{.*}}1 write barriers
void f(void) {
  [[stm::atomic]] { shared = 1; }
}
