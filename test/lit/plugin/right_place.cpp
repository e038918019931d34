// Intent: [[stm::atomic]] is accepted, without any warning, wherever a compound statement may stand.
// RUN: %clangxx -std=c++11 -fplugin=%stm_plugin -fsyntax-only -Wall -Wextra -Wunreachable-code -Wshadow -Werror -Xclang -verify %s
// RUN: %clangxx -std=c++14 -fplugin=%stm_plugin -fsyntax-only -Wall -Wextra -Wunreachable-code -Wshadow -Werror -Xclang -verify %s
// RUN: %clangxx -std=c++17 -fplugin=%stm_plugin -fsyntax-only -Wall -Wextra -Wunreachable-code -Wshadow -Werror -Xclang -verify %s
// RUN: %clangxx -std=c++20 -fplugin=%stm_plugin -fsyntax-only -Wall -Wextra -Wunreachable-code -Wshadow -Werror -Xclang -verify %s
// RUN: %clangxx -std=c++23 -fplugin=%stm_plugin -fsyntax-only -Wall -Wextra -Wunreachable-code -Wshadow -Werror -Xclang -verify %s
// RUN: %clangxx -std=gnu++2c -fplugin=%stm_plugin -fsyntax-only -Wall -Wextra -Wunreachable-code -Wshadow -Werror -Xclang -verify %s
// expected-no-diagnostics

int shared;

int everywhere(int n) {
  [[stm::atomic]] { shared++; }
  [[stm::atomic]] {}
  if (n == 1) [[stm::atomic]] { shared++; }
  else [[stm::atomic]] { shared--; }
  for (int i = 0; i < n; i++) [[stm::atomic]] {
    if (i == 3)
      continue;
    if (i == 7)
      break;
    shared += i;
  }
  while (n-- > 0) [[stm::atomic]] { shared++; }
  do [[stm::atomic]] { shared++; } while (n > 0);
  switch (n) {
  case 1: [[stm::atomic]] { shared++; break; }
  case 2: [[stm::atomic]] { return 2; }
  default: [[stm::atomic]] { shared = n; }
  }
  [[stm::atomic]] {
    [[stm::atomic]] { shared++; }
    __attribute__((stm_atomic)) { shared++; }
  }
  try { [[stm::atomic]] { shared++; } } catch (...) { [[stm::atomic]] { shared--; } }
  label:
  [[stm::atomic]] {
    if (shared == 100)
      goto label;
    return shared;
  }
}
