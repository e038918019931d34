// Intent: what may not happen in a region may not happen in the body of an atomic function.
// RUN: %clangxx -std=c++20 -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s
extern "C" int setjmp(long *);
long buffer[64];
int shared;

[[stm::atomic]] void jumps(void *where) { // expected-note {{the atomic region begins here}}
  goto *where; // expected-error {{computed goto in an atomic region}}
label:
  where = &&label; // expected-error {{the address of label 'label'}}
}                  // expected-note@-4 {{the atomic region begins here}}

[[stm::atomic]] int twice() { // expected-note {{the atomic region begins here}}
  return setjmp(buffer);      // expected-error {{'setjmp' in a function with an atomic region}}
}

int notAtomic(void *where) {
  if (where)
    goto *where;
label:
  where = &&label;
  return setjmp(buffer);
}
