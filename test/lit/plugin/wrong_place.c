// Intent: in C, with either spelling, the attribute belongs on a compound statement or a function too.
// RUN: %clang -std=c23 -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s
// RUN: %clang -std=gnu17 -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s

int shared;

[[stm::atomic]] int global; // expected-error {{'stm::atomic' applies to compound statements, functions and lock guards, not to this declaration}}
__attribute__((stm_atomic)) void function(void);

void statements(void) {
  [[stm::atomic]] shared++; // expected-error {{'stm::atomic' applies to a compound statement; put the statement between '{' and '}'}}
  __attribute__((stm_atomic)) shared++; // expected-error {{'stm_atomic' applies to a compound statement; put the statement between}}
  [[stm::atomic]] int local; // expected-error {{not to this declaration}}
}
