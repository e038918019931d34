// Intent: a region that a macro makes is reported where the macro is used.
// RUN: %clangxx -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s
#define TM_BEGIN() [[stm::atomic]] {
#define TM_END() }
int shared;
void right() {
  TM_BEGIN()
  shared++;
  TM_END()
}
void wrong() {
  goto in; // expected-error {{cannot jump into an atomic region}}
  TM_BEGIN() // expected-note {{the atomic region begins here}}
in: // expected-note {{label 'in'}}
  shared++;
  TM_END()
}
