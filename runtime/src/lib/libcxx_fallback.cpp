//===- lib/libcxx_fallback.cpp - What older binaries of libc++ lack ---------------------------------------===//
//
// Debian links the headers of libc++ 22 with the shared library of libc++ 19. Two functions that those headers call are
// not in it, so that no program with an unordered_map of strings would link. libstm.so brings them; a libc++ that has its own
// wins or loses by the usual order of lookup, and the clones call whichever won: all hashes of a process agree.
//
//===-------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"

#include <charconv>
#include <functional>

using stm::lib::readable;

#define STM_FALLBACK(name, result, parameters, symbol)                                                         \
  extern "C" __attribute__((weak, visibility("default"))) result name parameters __asm__(symbol);             \
  result name parameters

#define STM_HASH_MEMORY "_ZNSt3__113__hash_memoryEPKvm"
STM_FALLBACK(hashMemory, size_t, (const void *bytes, size_t size), STM_HASH_MEMORY) {
  return std::_Hash_bytes(bytes, size, 0xc70f6907);
}
STM_CLONE_OF(STM_HASH_MEMORY, hashMemory, size_t, (const void *bytes, size_t size)) {
  return hashMemory(size ? readable(bytes, size) : bytes, size);
}

namespace {

/// libc++'s std::__from_chars_result.
template <class Real> struct Scanned {
  Real value;
  ptrdiff_t length;
  std::errc error;
};
template struct Scanned<float>;
template struct Scanned<double>;

double toReal(const char *text, double) { return strtod(text, nullptr); }
float toReal(const char *text, float) { return strtof(text, nullptr); }

/// Unlike libstdc++, libc++ wants to know what became of a number that is too large or too small.
template <class Real> Scanned<Real> scan(const char *first, const char *last, std::chars_format format) {
  Scanned<Real> found{};
  auto [end, error] = std::from_chars(first, last, found.value, format);
  found.length = end - first;
  found.error = error;
  if (error == std::errc::result_out_of_range)
    if (char *copy = strndup(first, size_t(found.length))) {
      found.value = toReal(copy, Real());
      free(copy);
    }
  return found;
}

} // namespace

#define STM_SCAN_REAL(type, letter)                                                                            \
  STM_FALLBACK(scanReal_##letter, Scanned<type>, (const char *first, const char *last, std::chars_format format), \
               STM_SCAN_SYMBOL(#letter)) {                                                                     \
    return scan<type>(first, last, format);                                                                    \
  }                                                                                                            \
  STM_CLONE_OF(STM_SCAN_SYMBOL(#letter), scanReal_##letter, Scanned<type>,                                    \
               (const char *first, const char *last, std::chars_format format)) {                              \
    size_t size = size_t(last - first);                                                                        \
    const char *view = size ? readable(first, size) : first;                                                   \
    return scanReal_##letter(view, view + size, format);                                                       \
  }
#define STM_SCAN_SYMBOL(letter)                                                                                \
  "_ZNSt3__127__from_chars_floating_pointI" letter "EENS_19__from_chars_resultIT_EEPKcS5_NS_12chars_formatE"
STM_SCAN_REAL(float, f)
STM_SCAN_REAL(double, d)
