// Intent: without the plugin, including the header fails with the sentence that helps; with it, or where the file says that it needs
// none, it does not.
// RUN: not %clang -fsyntax-only -I %stm_include %s 2>&1 | FileCheck %s
// RUN: not %clangxx -x c++ -DCPLUSPLUS -fsyntax-only -I %stm_include %s 2>&1 | FileCheck %s
// RUN: %clang -fplugin=%stm_plugin -fsyntax-only -Wall -Wextra -Wpedantic -std=c99 -Werror -I %stm_include %s
// RUN: %clangxx -fplugin=%stm_plugin -x c++ -DCPLUSPLUS -std=c++17 -fsyntax-only -Wall -Wextra -Wpedantic -Werror -I %stm_include %s
// RUN: %clang -DSTM_WITHOUT_PLUGIN -fsyntax-only -I %stm_include %s
// CHECK: error: "stm/stm.h needs the stm compiler plugin, without which atomic regions would protect nothing: compile with stm-clang or stm-clang++, or add -fplugin=<prefix>/lib/stm.so to clang-22"
#ifdef CPLUSPLUS
#include <stm/stm.hpp>
#else
#include <stm/stm.h>
#endif
