// Intent: where Clang checks jumps on account of other variables too, its error stands beside ours.
// RUN: %clangxx -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s

struct Resource { Resource(); ~Resource(); };
int shared;

void function() {
  goto in; // expected-error {{cannot jump from this goto statement to its label}} expected-error {{cannot jump into an atomic region}}
  [[stm::atomic]] { // expected-note {{jump bypasses initialization}} expected-note {{begins here}}
    Resource resource; // expected-note {{jump bypasses variable initialization}}
  in: // expected-note {{label 'in'}}
    shared++;
  }
}
