// Intent: without the plugin Clang says that it does not know the attribute.
// RUN: %clangxx -fsyntax-only -Xclang -verify %s
int shared;
void function() {
  [[stm::atomic]] { shared++; } // expected-warning {{unknown attribute 'stm::atomic' ignored}}
}
