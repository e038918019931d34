// Intent: a region that is irrevocable on every way through it is worth a warning; one that need not be, or that asks for it, is not.
// RUN: %clangxx -std=c++20 -O0 -fplugin=%stm_plugin -c -o /dev/null -Xclang -verify -I %stm_include %s
// RUN: %clangxx -std=c++20 -O2 -fplugin=%stm_plugin -c -o /dev/null -Xclang -verify -I %stm_include %s
// RUN: %clangxx -std=c++20 -O2 -fplugin=%stm_plugin -c -o /dev/null -I %stm_include -Werror -Wno-backend-plugin %s
#include <cstdio>
#include <stm/stm.hpp>

static long shared;
[[stm::irrevocable]] void log(long);

void always() {
  [[stm::atomic]] { // expected-warning {{this atomic region is always irrevocable}}
    ++shared;
    std::puts("done"); // expected-note {{call of 'puts' cannot be undone}}
  }
}

void sometimes() {
  [[stm::atomic]] {
    if (++shared % 100 == 0)
      std::puts("hundred");
  }
}

void asked() {
  [[stm::atomic]] {
    stm::become_irrevocable();
    std::puts("done");
  }
  [[stm::atomic]] { log(++shared); }
}
