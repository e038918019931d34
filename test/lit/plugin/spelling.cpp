// Intent: arguments, repetition and a missing scope are errors that say what to write.
// RUN: %clangxx -fplugin=%stm_plugin -fsyntax-only -Xclang -verify %s

int shared;

void spellings() {
  [[stm::atomic(1)]] { shared++; } // expected-error {{'stm::atomic' takes no arguments}}
  [[stm::atomic("a", 2)]] { shared++; } // expected-error {{'stm::atomic' takes no arguments}}
  __attribute__((stm_atomic(1))) { shared++; } // expected-error {{'stm_atomic' takes no arguments}}
  [[stm::atomic, stm::atomic]] { shared++; } // expected-error {{duplicate 'stm::atomic' on one compound statement}}
  [[stm::atomic]] [[stm::atomic]] { shared++; } // expected-error {{duplicate 'stm::atomic'}}
  [[stm::atomic]] __attribute__((stm_atomic)) { shared++; } // expected-error {{duplicate}}
  [[atomic]] { shared++; } // expected-error {{attribute 'atomic' needs its scope; write [[stm::atomic]]}}
  [[stm::atomik]] { shared++; } // expected-warning {{unknown attribute 'stm::atomik' ignored; did you mean 'stm::atomic'?}}
}

// Other attributes on the same statement are none of our business.
void neighbours(bool b) {
  if (b) [[stm::atomic, likely]] { shared++; }
  if (b) [[unlikely]] [[stm::atomic]] { shared++; }
  [[using stm: atomic]] { shared++; }
}
