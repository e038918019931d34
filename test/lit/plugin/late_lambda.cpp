// Intent: a lambda that is called after the region must not hold the region's variables by reference.
// RUN: %clangxx -std=c++20 -fplugin=%stm_plugin -fsyntax-only -Xclang -verify -I %stm_include %s
#include <functional>
#include <stm/stm.hpp>

int global;

void f(int parameter) {
  int outer = 0;
  std::function<void()> kept;
  [[stm::atomic]] {
    int inner = 1; // expected-note 3 {{'inner' is a variable of the region}}
    stm::on_commit([&] { inner++; }); // expected-warning {{the lambda is called after the atomic region, but holds 'inner' by reference, which ends with it; capture it by value}}
    stm::on_abort([&inner] { inner++; }); // expected-warning {{holds 'inner' by reference}}
    kept = [&] { inner++; }; // expected-warning {{holds 'inner' by reference}}
    stm::on_commit([=] { global = inner; });
    stm::on_commit([&] { outer++, global += parameter; });
    int &reference = global;
    stm::on_commit([&] { reference++; });
    auto here = [&] { inner++; };
    here();
    std::function<void()> mine;
    mine = [&] { inner++; };
  }
}
