//===- lib/library.h - Functions of libstdc++'s binary, written anew --------------------------------===//
//
// STM_LIBRARY(name, result, parameters, symbol) { ... } defines the function that the library calls `symbol`. The
// file is compiled through the plugin, so a clone `symbol`.stm arises; the version without barriers stays
// hidden in libstm.so (runtime/exports.map), and programs go on using the library's own.
//
//===--------------------------------------------------------------------------------------------------===//
#ifndef STM_LIB_LIBRARY_H
#define STM_LIB_LIBRARY_H

#define STM_LIBRARY(name, result, parameters, symbol)                                             \
  __attribute__((visibility("default"))) result name parameters __asm__(symbol);                  \
  result name parameters

#endif
