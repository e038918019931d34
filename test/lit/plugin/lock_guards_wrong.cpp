// Intent: the attribute on a variable that is no guard of a scope is an error; what may not happen in a region may not happen
// behind a guard.
// RUN: %clangxx -std=c++20 -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s
struct Guard {
  Guard();
  ~Guard();
};
typedef struct { int word; } pthread_mutex_t;
pthread_mutex_t m;

[[stm::atomic]] Guard global; // expected-error {{'stm::atomic' applies to compound statements, functions and lock guards, not to this declaration}}

void f() {
  [[stm::atomic]] static Guard once; // expected-error {{not to this declaration}}
  [[stm::atomic]] int number = 0; // expected-error {{not to this declaration}}
  [[stm::atomic]] int *pointer = &number; // expected-error {{not to this declaration}}
  [[stm::atomic]] pthread_mutex_t *guard = &m; // expected-note {{the atomic region begins here}}
  asm goto("" : : : : end); // expected-error {{'asm goto' in an atomic region}}
end:;
}
