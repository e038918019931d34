// Intent: regions compile without warnings in every C, with the bracket spelling where the language has it.
// RUN: %clang -std=gnu89 -fplugin=%stm_plugin -fsyntax-only -Wall -Wextra -Wunreachable-code -Werror -Xclang -verify %s
// RUN: %clang -std=c99 -fplugin=%stm_plugin -fsyntax-only -Wall -Wextra -Wunreachable-code -Werror -Xclang -verify %s
// RUN: %clang -std=c17 -pedantic-errors -Wno-c23-extensions -fplugin=%stm_plugin -fsyntax-only -Wall -Wextra -Wunreachable-code -Werror -DBRACKETS -Xclang -verify %s
// RUN: %clang -std=gnu17 -fplugin=%stm_plugin -fsyntax-only -Wall -Wextra -Wunreachable-code -Werror -DBRACKETS -Xclang -verify %s
// RUN: %clang -std=c23 -pedantic-errors -fplugin=%stm_plugin -fsyntax-only -Wall -Wextra -Wunreachable-code -Werror -DBRACKETS -Xclang -verify %s
// expected-no-diagnostics

#ifdef BRACKETS
#define ATOMIC [[stm::atomic]]
#else
#define ATOMIC __attribute__((stm_atomic))
#endif

int shared;

int everywhere(int n) {
  int i;
  ATOMIC { shared++; }
  ATOMIC {}
  if (n == 1) ATOMIC { shared++; }
  else ATOMIC { shared--; }
  for (i = 0; i < n; i++) ATOMIC {
    if (i == 3)
      continue;
    if (i == 7)
      break;
    shared += i;
  }
  switch (n) {
  case 1: ATOMIC { shared++; break; }
  case 2: ATOMIC { return 2; }
  default: ATOMIC { shared = n; }
  }
  ATOMIC { ATOMIC { shared++; } }
  return shared;
}
