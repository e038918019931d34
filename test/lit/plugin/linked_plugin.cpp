// Intent: a symbolic link to the plugin, under any name, is as good as the plugin.
// RUN: mkdir -p %t && ln -sf %stm_plugin %t/stm
// RUN: %clangxx -fplugin=%t/stm -fsyntax-only -Xclang -verify %s
// expected-no-diagnostics
int shared;
void function() {
  [[stm::atomic]] { shared++; }
}
