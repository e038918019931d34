//===- lib/cxx_runtime.cpp - Casts, characters and atomics of the C++ library's binary ----------------------===//
//
// Functions that look at the program's memory by themselves get the view's address of it.
//
//===----------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"
#include "stm/abi.h"

#include <charconv>
#include <cstring>

using stm::lib::readable;
using stm::lib::writable;

extern "C" void *__dynamic_cast(const void *object, const void *from, const void *to, ptrdiff_t hint);

/// The library follows the object's virtual tables, and stays within the object: contiguous in a view as it is in memory.
STM_CLONE(__dynamic_cast, void *, (const void *object, const void *from, const void *to, ptrdiff_t hint)) {
  auto *view = static_cast<const char *>(readable(object, sizeof(void *)));
  auto *found = static_cast<const char *>(__dynamic_cast(view, from, to, hint));
  return found ? const_cast<char *>(static_cast<const char *>(object)) + (found - view) : nullptr;
}

// <charconv> of reals. ----------------------------------------------------------------------------------------

namespace {

/// The library writes no further than it needs: into a buffer here, then as the transaction's.
template <class... Arguments> std::to_chars_result print(char *first, char *last, Arguments... arguments) {
  char buffer[512];
  size_t room = size_t(last - first);
  if (room > sizeof buffer) {
    auto result = std::to_chars(buffer, buffer + sizeof buffer, arguments...);
    if (result.ec != std::errc()) { // longer than most numbers
      char *view = writable(first, room);
      result = std::to_chars(view, view + room, arguments...);
      return {first + (result.ptr - view), result.ec};
    }
    room = sizeof buffer;
  }
  auto result = std::to_chars(buffer, buffer + room, arguments...);
  size_t length = size_t(result.ptr - buffer);
  if (result.ec == std::errc() && length)
    memcpy(writable(first, length), buffer, length);
  return {result.ec == std::errc() ? first + length : last, result.ec};
}

template <class Real>
std::from_chars_result scan(const char *first, const char *last, Real &value, std::chars_format format) {
  if (first == last)
    return {first, std::errc::invalid_argument};
  const char *view = readable(first, size_t(last - first));
  Real read;
  auto result = std::from_chars(view, view + (last - first), read, format);
  if (result.ec == std::errc())
    *writable(&value, sizeof value) = read;
  return {first + (result.ptr - view), result.ec};
}

} // namespace

// libstdc++ and libc++ print the same digits and return the same structure.
#define STM_TO_CHARS(type, letter, library, function, format_type)                                             \
  STM_CLONE_OF(function #letter, print_##library##letter, std::to_chars_result,                               \
               (char *first, char *last, type value)) {                                                        \
    return print(first, last, value);                                                                          \
  }                                                                                                            \
  STM_CLONE_OF(function #letter format_type, printFormat_##library##letter, std::to_chars_result,             \
               (char *first, char *last, type value, std::chars_format format)) {                              \
    return print(first, last, value, format);                                                                  \
  }                                                                                                            \
  STM_CLONE_OF(function #letter format_type "i", printPrecision_##library##letter, std::to_chars_result,      \
               (char *first, char *last, type value, std::chars_format format, int precision)) {              \
    return print(first, last, value, format, precision);                                                       \
  }
#define STM_CHARCONV(type, letter)                                                                             \
  STM_TO_CHARS(type, letter, libstdcxx, "_ZSt8to_charsPcS_", "St12chars_format")                              \
  STM_TO_CHARS(type, letter, libcxx, "_ZNSt3__18to_charsEPcS0_", "NS_12chars_formatE")                        \
  STM_CLONE_OF("_ZSt10from_charsPKcS0_R" #letter "St12chars_format", scan_##letter, std::from_chars_result,   \
               (const char *first, const char *last, type &value, std::chars_format format)) {                 \
    return scan(first, last, value, format);                                                                   \
  }
STM_CHARCONV(float, f)
STM_CHARCONV(double, d)
STM_CHARCONV(long double, e)

// libatomic: atomics too large for an instruction. The transaction's own atomicity is enough. ------------------

STM_CLONE(__atomic_load, void, (size_t size, const void *from, void *to, int)) { __stm_memcpy(to, from, size); }
STM_CLONE(__atomic_store, void, (size_t size, void *to, const void *from, int)) { __stm_memcpy(to, from, size); }
STM_CLONE(__atomic_exchange, void, (size_t size, void *where, const void *wanted, void *old, int)) {
  __stm_memcpy(old, where, size);
  __stm_memcpy(where, wanted, size);
}
STM_CLONE(__atomic_compare_exchange, bool,
          (size_t size, void *where, void *expected, const void *wanted, int, int)) {
  bool equal = memcmp(readable(where, size), readable(expected, size), size) == 0;
  __stm_memcpy(equal ? where : expected, equal ? wanted : where, size);
  return equal;
}
STM_CLONE(__atomic_is_lock_free, bool, (size_t size, const void *)) { return size <= 8; }

#define STM_SIXTEEN(name, operation)                                                                           \
  STM_CLONE(__atomic_##name##_16, __int128, (__int128 * where, __int128 value, int)) {                        \
    __int128 old = *readable(where, sizeof old);                                                               \
    *writable(where, sizeof old) = operation;                                                                  \
    return old;                                                                                                \
  }
STM_SIXTEEN(exchange, value)
STM_SIXTEEN(fetch_add, old + value)
STM_SIXTEEN(fetch_sub, old - value)
STM_SIXTEEN(fetch_and, old & value)
STM_SIXTEEN(fetch_or, old | value)
STM_SIXTEEN(fetch_xor, old ^ value)
STM_CLONE(__atomic_load_16, __int128, (const __int128 *from, int)) { return *readable(from, sizeof *from); }
STM_CLONE(__atomic_store_16, void, (__int128 * to, __int128 value, int)) { *writable(to, sizeof value) = value; }
STM_CLONE(__atomic_compare_exchange_16, bool,
          (__int128 * where, __int128 *expected, __int128 wanted, int, int)) {
  __int128 now = *readable(where, sizeof now);
  bool equal = now == *readable(expected, sizeof now);
  *writable(equal ? where : expected, sizeof now) = equal ? wanted : now;
  return equal;
}
