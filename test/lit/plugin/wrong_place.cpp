// Intent: [[stm::atomic]] anywhere but on a compound statement is an error that names the right place.
// RUN: %clangxx -std=c++23 -fplugin=%stm_plugin -fsyntax-only -Xclang -verify -ferror-limit=0 %s

int shared;

[[stm::atomic]] int global; // expected-error {{'stm::atomic' applies to a compound statement, not to a declaration}}
[[stm::atomic]] void function(); // expected-error {{not to a declaration}}
struct [[stm::atomic]] Type { // expected-error {{not to a declaration}}
  [[stm::atomic]] int member; // expected-error {{not to a declaration}}
};
enum [[stm::atomic]] Enumeration { one [[stm::atomic]] }; // expected-error 2 {{not to a declaration}}
using Alias [[stm::atomic]] = int; // expected-error {{not to a declaration}}
namespace [[stm::atomic]] scope {} // expected-error {{not to a declaration}}
template <class T> [[stm::atomic]] void functionTemplate() {} // expected-error {{not to a declaration}}
void afterParameters() [[stm::atomic]] {} // expected-error {{'stm::atomic' attribute cannot be applied to types}}
void parameter([[stm::atomic]] int) {} // expected-error {{not to a declaration}}

void statements(int n) {
  [[stm::atomic]] shared++; // expected-error {{'stm::atomic' applies to a compound statement; put the statement between '{' and '}'}}
  [[stm::atomic]]; // expected-error {{put the statement between}}
  [[stm::atomic]] for (;;) {} // expected-error {{put the statement between}}
  [[stm::atomic]] while (n) {} // expected-error {{put the statement between}}
  [[stm::atomic]] if (n) {} // expected-error {{put the statement between}}
  [[stm::atomic]] switch (n) {} // expected-error {{put the statement between}}
  [[stm::atomic]] try {} catch (...) {} // expected-error {{put the statement between}}
  [[stm::atomic]] return; // expected-error {{put the statement between}}
  [[stm::atomic]] int local = 0; // expected-error {{not to a declaration}}
  [[stm::atomic]] label: { shared++; } // expected-error {{not to a declaration}}
  int [[stm::atomic]] other = 0; // expected-error {{cannot be applied to types}}
  __attribute__((stm_atomic)) shared++; // expected-error {{'stm_atomic' applies to a compound statement; put the statement between}}
  __attribute__((stm_atomic)) int third = 0; // expected-error {{'stm_atomic' applies to a compound statement, not to a declaration}}
  (void)[] [[stm::atomic]] () {}; // expected-error {{not to a declaration}}
  (void)[]() [[stm::atomic]] {}; // expected-error {{cannot be applied to types}}
}
