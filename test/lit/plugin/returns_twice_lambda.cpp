// Intent: a lambda is a function of its own: its calls do not touch the regions around it, nor its regions the calls.
// RUN: %clangxx -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s

extern "C" int vfork();
int shared;

void regionOutside() {
  auto lambda = [] { vfork(); };
  [[stm::atomic]] { shared++; }
  lambda();
}

void regionInside() {
  vfork();
  auto lambda = [] { [[stm::atomic]] { shared++; } };
  lambda();
}

auto both = [] {
  vfork(); // expected-error {{'vfork' in a function with an atomic region}}
  [[stm::atomic]] { shared++; } // expected-note {{begins here}}
};

namespace other { int vfork(); } // not the system's
void homonym() { [[stm::atomic]] { other::vfork(); } }
