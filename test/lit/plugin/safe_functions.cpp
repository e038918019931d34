// Intent: a safe function that can make the transaction irrevocable is an error, at the call and at any level of optimisation; one that
// calls what is safe, pure, known or defined here is not.
// RUN: %clangxx -std=c++20 -O0 -fplugin=%stm_plugin -c -o /dev/null -Xclang -verify %s
// RUN: %clangxx -std=c++20 -O2 -fplugin=%stm_plugin -c -o /dev/null -Xclang -verify %s
#include <cassert>
#include <cstdio>
#include <cstring>
#include <vector>

static long shared;
void unknown();
[[stm::safe]] void otherSafe();
[[stm::pure]] int pureFunction(int);
[[stm::irrevocable]] void irrevocableFunction();
static void prints() { std::puts("here"); } // expected-error {{call of 'puts' in a [[stm::safe]] function can make the transaction irrevocable: what it does cannot be undone; reached by usesPrints() -> prints()}}

[[stm::safe]] long good(std::vector<long> &list, const char *text) {
  assert(text);
  list.push_back(long(std::strlen(text)));
  otherSafe();
  return shared += pureFunction(3);
}

[[stm::safe]] void usesPrints() { // expected-note {{'usesPrints()' is declared [[stm::safe]]}}
  prints();
}

[[stm::safe]] void direct() { // expected-note {{'direct()' is declared [[stm::safe]]}}
  std::puts("here"); // expected-error {{call of 'puts' in a [[stm::safe]] function can make the transaction irrevocable: what it does cannot be undone}}
}

[[stm::safe]] void callsUnknown() { // expected-note {{declared [[stm::safe]]}}
  unknown(); // expected-error {{call of 'unknown()' in a [[stm::safe]] function can make the transaction irrevocable: it is defined elsewhere and declared neither [[stm::safe]] nor [[stm::pure]]}}
}

[[stm::safe]] void callsPointer(void (*function)()) { // expected-note {{declared [[stm::safe]]}}
  function(); // expected-error {{call of 'function pointer' in a [[stm::safe]] function}}
}

[[stm::safe]] void callsIrrevocable() { // expected-note {{declared [[stm::safe]]}}
  irrevocableFunction(); // expected-error {{it is declared [[stm::irrevocable]]}}
}

[[stm::safe]] void assembly() { // expected-note {{declared [[stm::safe]]}}
  asm volatile("outb %al, $0x80"); // expected-error {{call of 'asm'}}
}

void notSafe() {
  std::puts("here");
  unknown();
}
