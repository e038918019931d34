// Intent: an irrevocable call that no region of the module reaches is not reported.
// RUN: %clangxx -O1 -fplugin=%stm_plugin -S -emit-llvm -fplugin-arg-stm-warn-irrevocable -o %t.ll %s > %t.log 2>&1 && echo "end of messages" >> %t.log && FileCheck --input-file=%t.log %s
extern "C" int puts(const char *);
extern int shared;
// CHECK-NOT: warning
// CHECK: {{^}}end of messages
void loud() { puts("x"); }
void f() {
  [[stm::atomic]] { shared = 1; }
}
