// Intent: asm goto may not stand in a region nor jump into one.
// RUN: %clang -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s

int shared;

void inside(void) {
  [[stm::atomic]] { // expected-note {{the atomic region begins here}}
    asm goto("jmp %l0" : : : : label); // expected-error {{'asm goto' in an atomic region is not supported}}
  label:
    shared++;
  }
}

void into(void) {
  asm goto("jmp %l0" : : : : label); // expected-error {{cannot jump into an atomic region}}
  [[stm::atomic]] { // expected-note {{the atomic region begins here}}
  label: // expected-note {{label 'label' is in the region}}
    shared++;
  }
}

void outside(void) {
  asm goto("jmp %l0" : : : : label);
  [[stm::atomic]] { shared++; asm("nop"); }
label:
  shared--;
}
