// Intent: a function with a region may not call what returns twice; the error says why and what to do.
// RUN: %clang -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s

#include <setjmp.h>
#include <unistd.h>

int shared;
jmp_buf buffer;
sigjmp_buf signal_buffer;
__attribute__((returns_twice)) int mine(void);

void before(void) {
  if (setjmp(buffer)) // expected-error {{'_setjmp' in a function with an atomic region: it returns twice, as the region does when it runs again; move the region or the call to another function}}
    return;
  [[stm::atomic]] { shared++; } // expected-note {{the atomic region begins here}}
}

void inside(void) {
  [[stm::atomic]] { // expected-note {{begins here}}
    if (sigsetjmp(signal_buffer, 1)) // expected-error {{'__sigsetjmp' in a function with an atomic region}}
      shared++;
  }
}

void behind(void) {
  [[stm::atomic]] { shared++; } // expected-note {{begins here}}
  if (vfork() == 0) // expected-error {{'vfork' in a function with an atomic region}}
    _exit(0);
}

void declared(void) {
  [[stm::atomic]] { mine(); } // expected-error {{'mine' in a function with an atomic region}} expected-note {{begins here}}
}

int withoutRegion(void) { return setjmp(buffer) + sigsetjmp(signal_buffer, 0) + vfork() + mine(); }

void withoutCall(void) {
  [[stm::atomic]] { longjmp(buffer, 1); }
}
