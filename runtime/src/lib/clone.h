//===- lib/clone.h - Writing a library function's transactional version -------------------------===//
//
// STM_CLONE(f, result, parameters) { ... } defines `f.stm`, which the pass calls instead of the library's
// f inside transactions. The body is ordinary code of the runtime: it asks for the bytes that it may
// access, and calls the library's f on them.
//
//===-----------------------------------------------------------------------------------------------===//
#ifndef STM_LIB_CLONE_H
#define STM_LIB_CLONE_H

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

extern "C" {
__attribute__((preserve_most)) void *__stm_read_slow(void *p, int64_t size);
__attribute__((preserve_most)) void *__stm_write_part(void *p, int64_t size);
void *__stm_memcpy(void *to, const void *from, size_t size);
}

#define STM_CLONE(function, result, parameters)                                                  \
  extern "C" __attribute__((visibility("default"))) result stm_clone_##function parameters        \
      __asm__(#function ".stm");                                                                \
  result stm_clone_##function parameters

/// The same for a function with a mangled name: defines `symbol`.stm as `name`.
#define STM_CLONE_OF(symbol, name, result, parameters)                                           \
  extern "C" __attribute__((visibility("default"))) result stm_clone_##name parameters            \
      __asm__(symbol ".stm");                                                                   \
  result stm_clone_##name parameters

namespace stm::lib {

/// Where the transaction reads [p, p + size); size > 0.
template <class T> const T *readable(const T *p, size_t size) {
  return static_cast<const T *>(__stm_read_slow(const_cast<T *>(p), int64_t(size)));
}
/// Where the transaction writes [p, p + size); size > 0.
template <class T> T *writable(T *p, size_t size) {
  return static_cast<T *>(__stm_write_part(p, int64_t(size)));
}

/// Where the transaction reads the string, its zero byte included (at most `limit` bytes, > 0). A view is as contiguous as
/// the memory that it shows, and does not change under its reader, so the length may be taken before the marks.
inline const char *readableString(const char *text, size_t limit = SIZE_MAX) {
  const char *view = readable(text, 1);
  size_t length = strnlen(view, limit);
  readable(text, length < limit ? length + 1 : limit);
  return view;
}

/// The program's pointer for `found`, a pointer into `view` or null.
template <class T> char *sameIn(T *text, const char *view, const void *found) {
  return found ? const_cast<char *>(static_cast<const char *>(text)) + (static_cast<const char *>(found) - view)
               : nullptr;
}

} // namespace stm::lib

#endif
