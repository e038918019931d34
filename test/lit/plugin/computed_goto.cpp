// Intent: a computed goto may not start in a region nor reach into one; outside it is left alone.
// RUN: %clangxx -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s

int shared;

void inside(int n) {
  [[stm::atomic]] { // expected-note 3 {{the atomic region begins here}}
    void *targets[] = {&&first, &&second}; // expected-error {{the address of label 'first', which is in an atomic region, cannot be taken}} \
                                           // expected-error {{the address of label 'second'}}
    goto *targets[n]; // expected-error {{computed goto in an atomic region is not supported; use a switch statement}}
  first:
    shared++;
  second:
    shared--;
  }
}

void outside(int n) {
  void *targets[] = {&&first, &&second};
  goto *targets[n];
first:
  [[stm::atomic]] { shared++; }
second:
  shared--;
}
