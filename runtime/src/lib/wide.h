//===- lib/wide.h - Wide strings that a transaction reads -------------------------------------------------------===//
//
// What the parts of <wchar.h> (lib/c_wide.cpp, lib/c_wide_state.cpp) have in common.
//
//===----------------------------------------------------------------------------------------------------------===//
#ifndef STM_LIB_WIDE_H
#define STM_LIB_WIDE_H

#include "lib/clone.h"

#include <cwchar>

namespace stm::lib {

/// Where the transaction reads the string, its end included.
inline const wchar_t *readableWide(const wchar_t *text) {
  const wchar_t *view = readable(text, sizeof *text);
  readable(text, (wcslen(view) + 1) * sizeof *text);
  return view;
}

/// The same of at most `most` characters, > 0.
inline const wchar_t *readableWide(const wchar_t *text, size_t most) {
  const wchar_t *view = readable(text, sizeof *text);
  size_t length = wcsnlen(view, most);
  readable(text, (length < most ? length + 1 : most) * sizeof *text);
  return view;
}

/// The program's pointer for `found`, a pointer into `view` or null.
inline wchar_t *sameWide(const wchar_t *text, const wchar_t *view, const wchar_t *found) {
  return found ? const_cast<wchar_t *>(text) + (found - view) : nullptr;
}

} // namespace stm::lib

#endif
