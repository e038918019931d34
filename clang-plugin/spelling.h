//===- spelling.h - How the plugin's attributes are written --------------===//
//
// [[stm::name]] in C++ and C, __attribute__((stm_name)) everywhere; never with arguments.
//
//===----------------------------------------------------------------------===//
#ifndef STM_CLANG_PLUGIN_SPELLING_H
#define STM_CLANG_PLUGIN_SPELLING_H

#include "clang/Sema/ParsedAttr.h"

namespace stm {

/// The spellings of one attribute, for ParsedAttrInfo. The unscoped ones make __has_cpp_attribute
/// and __has_c_attribute true, which look for the name alone, and have the arguments parsed;
/// checkSpelling refuses them.
// clang-format off
#define STM_SPELLINGS(name)                                                                        \
  {{clang::ParsedAttr::AS_CXX11, "stm::" name},                                                    \
   {clang::ParsedAttr::AS_C23, "stm::" name},                                                      \
   {clang::ParsedAttr::AS_GNU, "stm_" name},                                                       \
   {clang::ParsedAttr::AS_CXX11, name},                                                            \
   {clang::ParsedAttr::AS_C23, name}}
// clang-format on

/// For ParsedAttrInfo::OptArgs: Clang lets any number of arguments pass, and checkSpelling refuses
/// them with the attribute's full name.
constexpr unsigned kMostArguments = 15;

/// Reports a missing scope or arguments; true if `attribute` is written as it should be.
bool checkSpelling(clang::DiagnosticsEngine &engine, const clang::ParsedAttr &attribute);

} // namespace stm

#endif
