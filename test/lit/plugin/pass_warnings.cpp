// Intent: warnings of the pass have carets and obey -Werror, -w, -Wno- and pragmas, like Clang's own.
// RUN: %clangxx -fplugin=%stm_plugin -fplugin-arg-stm-warn-irrevocable -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: not %clangxx -Werror -fplugin=%stm_plugin -fplugin-arg-stm-warn-irrevocable -c %s -o %t.o 2>&1 | FileCheck --check-prefix=ERROR %s
// RUN: %clangxx -w -fplugin=%stm_plugin -fplugin-arg-stm-warn-irrevocable -c %s -o %t.o 2>&1 | count 0
// RUN: %clangxx -Wno-backend-plugin -fplugin=%stm_plugin -fplugin-arg-stm-warn-irrevocable -c %s -o %t.o 2>&1 | count 0
// RUN: %clangxx -fplugin=%stm_plugin -c %s -o %t.o 2>&1 | count 0
void opaque();
void loud() {
  // CHECK: pass_warnings.cpp:[[# @LINE + 2]]:21: warning: call of 'opaque()'
  // ERROR: pass_warnings.cpp:[[# @LINE + 1]]:21: error: call of 'opaque()' {{.*}}[-Werror,-Wbackend-plugin]
  [[stm::atomic]] { opaque(); }
  // CHECK-NEXT: { opaque(); }
  // CHECK-NEXT: {{^ +| +\^$}}
}
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wbackend-plugin"
void silent() {
  // CHECK-NOT: warning: call
  [[stm::atomic]] { opaque(); }
}
#pragma clang diagnostic pop
