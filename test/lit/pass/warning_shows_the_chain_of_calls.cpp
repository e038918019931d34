// Intent: -stm-warn-irrevocable names the call, why, and the way from the region to it.
// RUN: %clangxx -O1 -fplugin=%stm_plugin -S -emit-llvm -fplugin-arg-stm-warn-irrevocable -o %t.ll %s 2>&1 | FileCheck %s
extern "C" int puts(const char *);
__attribute__((noinline)) static void inner() { puts("x"); }
__attribute__((noinline)) static void outer() { inner(); }
// CHECK: warning: call of 'puts' makes the transaction irrevocable: what it does cannot be undone; reached by f() -> outer() -> inner(), region at {{.*}}.cpp:8
void f() {
  [[stm::atomic]] { outer(); }
}
