// Intent: the attributes of functions belong on functions, have no arguments, and may not contradict each other.
// RUN: %clangxx -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s

[[stm::local]] int scratch; // expected-error {{'stm::local' applies to classes and structs that have a name and are no templates}}
[[stm::viewed]] void viewed(); // expected-error {{'stm::viewed' applies to classes and structs that have a name and are no templates}}
template <class T> struct [[stm::frozen]] Frozen {}; // expected-error {{'stm::frozen' applies to classes and structs that have a name and are no templates}}
[[stm::pure]] int variable; // expected-error {{'stm::pure' applies to functions}}
struct [[stm::safe]] Type {}; // expected-error {{'stm::safe' applies to functions}}
[[stm::irrevocable(1)]] void arguments(); // expected-error {{'stm::irrevocable' takes no arguments}}
[[pure]] void unscoped(); // expected-error {{attribute 'pure' needs its scope; write [[stm::pure]]}}
[[stm::irrevocable, stm::safe]] void both(); // expected-error {{'stm::safe' contradicts 'stm::irrevocable', which the function has too}}
[[stm::pure, stm::irrevocable]] void bothToo(); // expected-error {{'stm::irrevocable' contradicts 'stm::pure'}}
[[stm::pure, stm::safe]] void harmless();

void statement() {
  [[stm::pure]] harmless(); // expected-error {{'stm::pure' applies to functions}}
}
