// Intent: the warning names the call, why it is irrevocable, and how a region gets there; what no region reaches
// and what the runtime has a version of is not mentioned.
//
// RUN: %clangxx -std=c++20 -O0 -fplugin=%stm_plugin -fplugin-arg-stm-warn-irrevocable -c %s -o /dev/null 2>&1 | FileCheck %s
#include <cstdio>
#include <cstring>

static void say(const char *text) { std::puts(text); }
static bool tell(const char *text) {
  if (std::strlen(text) < 9)
    say(text);
  return true;
}
void unreached() { std::putchar('x'); }

// CHECK-NOT: {{strlen|putchar}}
// CHECK: warning: call of 'puts' makes the transaction irrevocable: what it does cannot be undone; reached by {{.*}}main -> tell(char const*) -> say(char const*)
// CHECK-NOT: {{strlen|putchar}}
int main() {
  [[stm::atomic]] { tell("hello"); }
}
