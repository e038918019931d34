// Intent: a program can ask whether regions are available.
// RUN: %clangxx -fplugin=%stm_plugin -fsyntax-only -DHERE=1 %s
// RUN: %clangxx -fsyntax-only -DHERE=0 %s
// RUN: %clang -x c -std=c23 -fplugin=%stm_plugin -fsyntax-only -DHERE=1 %s
// RUN: %clang -x c -std=gnu17 -fsyntax-only -DHERE=0 %s

#ifdef __cplusplus
#define BRACKETS __has_cpp_attribute(stm::atomic)
#else
#define BRACKETS __has_c_attribute(stm::atomic)
#endif

#if HERE != !!BRACKETS
#error brackets
#endif
#if HERE != !!__has_attribute(stm_atomic)
#error GNU
#endif
