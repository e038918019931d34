// Intent: a region inside a switch statement may not hold that statement's labels.
// RUN: %clangxx -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s

int shared;

void function(int n) {
  switch (n) {
    [[stm::atomic]] { // expected-note 2 {{the atomic region begins here}}
    case 1: // expected-error {{cannot jump into an atomic region: the switch statement of this label is outside}}
      shared++;
    default: // expected-error {{cannot jump into an atomic region: the switch statement of this label is outside}}
      shared--;
    }
  }
}

void twin(int n) {
  [[stm::atomic]] {
    switch (n) {
    case 1:
      [[stm::atomic]] { shared++; }
      break;
    default:
      shared--;
    }
  }
}
