// Intent: unknown plugin arguments are refused by name, with the nearest one that exists and the list of all.
// RUN: %clangxx -fplugin=%stm_plugin -fplugin-arg-stm-warn-irrevocable -fsyntax-only %s
// RUN: not %clangxx -fplugin=%stm_plugin -fplugin-arg-stm-warn-irrevocabel -fsyntax-only %s 2>&1 | FileCheck --check-prefix=TYPO %s
// RUN: not %clangxx -fplugin=%stm_plugin -fplugin-arg-stm-unheard-of -fsyntax-only %s 2>&1 | FileCheck --check-prefix=UNKNOWN %s
// RUN: not %clangxx -fplugin=%stm_plugin -fplugin-arg-stm-warn-irrevocable=yes -fsyntax-only %s 2>&1 | FileCheck --check-prefix=VALUE %s
// RUN: %clangxx -fplugin=%stm_plugin -fplugin-arg-stm-help -fsyntax-only %s | FileCheck --check-prefix=HELP %s

// TYPO: error: unknown argument '-fplugin-arg-stm-warn-irrevocabel'; did you mean '-fplugin-arg-stm-warn-irrevocable'? known are: help, warn-irrevocable, divisible
// UNKNOWN: error: unknown argument '-fplugin-arg-stm-unheard-of'; known are: help, warn-irrevocable, divisible
// VALUE: error: argument '-fplugin-arg-stm-warn-irrevocable' takes no value, but 'yes' was given
// HELP: -fplugin-arg-stm-help {{.*}}list the arguments
// HELP: -fplugin-arg-stm-warn-irrevocable {{.*}}warn of each call
int main() {}
