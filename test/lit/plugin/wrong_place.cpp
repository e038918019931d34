// Intent: [[stm::atomic]] anywhere but on a compound statement or a function is an error that names the right place.
// RUN: %clangxx -std=c++23 -fplugin=%stm_plugin -fsyntax-only -Xclang -verify -ferror-limit=0 %s

int shared;

[[stm::atomic]] int global; // expected-error {{'stm::atomic' applies to compound statements, functions and lock guards, not to this declaration}}
[[stm::atomic]] void function();
struct [[stm::atomic]] Type { // expected-error {{not to this declaration}}
  [[stm::atomic]] int member; // expected-error {{not to this declaration}}
};
enum [[stm::atomic]] Enumeration { one [[stm::atomic]] }; // expected-error 2 {{not to this declaration}}
using Alias [[stm::atomic]] = int; // expected-error {{not to this declaration}}
namespace [[stm::atomic]] scope {} // expected-error {{not to this declaration}}
template <class T> [[stm::atomic]] void functionTemplate() {}
[[stm::atomic]] consteval int atCompileTime() { return 1; } // expected-error {{'stm::atomic' on 'atCompileTime': its body cannot be an atomic region}}
[[stm::atomic]] int main() {} // expected-error {{'stm::atomic' on 'main'}}
void afterParameters() [[stm::atomic]] {} // expected-error {{'stm::atomic' attribute cannot be applied to types}}
void parameter([[stm::atomic]] int) {} // expected-error {{not to this declaration}}

void statements(int n) {
  [[stm::atomic]] shared++; // expected-error {{'stm::atomic' applies to a compound statement; put the statement between '{' and '}'}}
  [[stm::atomic]]; // expected-error {{put the statement between}}
  [[stm::atomic]] for (;;) {} // expected-error {{put the statement between}}
  [[stm::atomic]] while (n) {} // expected-error {{put the statement between}}
  [[stm::atomic]] if (n) {} // expected-error {{put the statement between}}
  [[stm::atomic]] switch (n) {} // expected-error {{put the statement between}}
  [[stm::atomic]] try {} catch (...) {} // expected-error {{put the statement between}}
  [[stm::atomic]] return; // expected-error {{put the statement between}}
  [[stm::atomic]] int local = 0; // expected-error {{not to this declaration}}
  [[stm::atomic]] label: { shared++; } // expected-error {{not to this declaration}}
  int [[stm::atomic]] other = 0; // expected-error {{cannot be applied to types}}
  __attribute__((stm_atomic)) shared++; // expected-error {{'stm_atomic' applies to a compound statement; put the statement between}}
  __attribute__((stm_atomic)) int third = 0; // expected-error {{'stm_atomic' applies to compound statements, functions and lock guards, not to this declaration}}
  (void)[] [[stm::atomic]] () {};
  (void)[]() [[stm::atomic]] {}; // expected-error {{cannot be applied to types}}
}
