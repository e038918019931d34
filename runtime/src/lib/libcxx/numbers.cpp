//===- lib/libcxx/numbers.cpp - libc++'s numbers in strings, for transactions -----------------------------===//
//
// std::stoi, std::to_string and their families live in libc++'s binary. The conversions are the C library's, whose clones
// are in lib/c_stdlib.cpp and lib/c_format.cpp. Digits are ASCII, so wide strings go through narrow ones.
//
//===-------------------------------------------------------------------------------------------------------===//
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace {

const std::string &narrow(const std::string &text) { return text; }

/// The same length, so that positions agree; what is no ASCII ends a number.
std::string narrow(const std::wstring &text) {
  std::string result;
  for (wchar_t c : text)
    result += c > 0 && c < 128 ? char(c) : '?';
  return result;
}

template <class Text, class Convert>
auto scan(const char *name, const Text &text, size_t *position, Convert convert) {
  const std::string &digits = narrow(text);
  const char *start = digits.c_str();
  char *end;
  int before = errno;
  errno = 0;
  auto value = convert(start, &end);
  int error = errno;
  errno = before;
  if (error == ERANGE)
    throw std::out_of_range((std::string(name) + ": out of range").c_str());
  if (end == start)
    throw std::invalid_argument((std::string(name) + ": no conversion").c_str());
  if (position)
    *position = size_t(end - start);
  return value;
}

template <class Text> int scanInt(const Text &text, size_t *position, int base) {
  long value = scan("stoi", text, position, [=](const char *start, char **end) { return strtol(start, end, base); });
  if (value < INT_MIN || value > INT_MAX)
    throw std::out_of_range("stoi: out of range");
  return int(value);
}

template <class Number> std::string print(const char *format, Number value) {
  char buffer[64];
  int length = snprintf(buffer, sizeof buffer, format, value);
  if (size_t(length) < sizeof buffer)
    return std::string(buffer, size_t(length));
  std::string result(size_t(length), '\0');
  snprintf(result.data(), size_t(length) + 1, format, value);
  return result;
}

} // namespace

#define STM_SCAN_INTEGER(name, convert, type)                                                                  \
  type std::name(const std::string &text, size_t *position, int base) {                                        \
    return scan(#name, text, position, [=](const char *start, char **end) { return convert(start, end, base); }); \
  }                                                                                                            \
  type std::name(const std::wstring &text, size_t *position, int base) {                                       \
    return scan(#name, text, position, [=](const char *start, char **end) { return convert(start, end, base); }); \
  }
#define STM_SCAN_REAL(name, convert, type)                                                                     \
  type std::name(const std::string &text, size_t *position) { return scan(#name, text, position, convert); }   \
  type std::name(const std::wstring &text, size_t *position) { return scan(#name, text, position, convert); }
#define STM_PRINT(type, format)                                                                                \
  std::string std::to_string(type value) { return print(format, value); }                                      \
  std::wstring std::to_wstring(type value) {                                                                   \
    std::string digits = print(format, value);                                                                 \
    return std::wstring(digits.begin(), digits.end());                                                         \
  }

int std::stoi(const std::string &text, size_t *position, int base) { return scanInt(text, position, base); }
int std::stoi(const std::wstring &text, size_t *position, int base) { return scanInt(text, position, base); }
STM_SCAN_INTEGER(stol, strtol, long)
STM_SCAN_INTEGER(stoul, strtoul, unsigned long)
STM_SCAN_INTEGER(stoll, strtoll, long long)
STM_SCAN_INTEGER(stoull, strtoull, unsigned long long)
STM_SCAN_REAL(stof, strtof, float)
STM_SCAN_REAL(stod, strtod, double)
STM_SCAN_REAL(stold, strtold, long double)

STM_PRINT(int, "%d")
STM_PRINT(unsigned, "%u")
STM_PRINT(long, "%ld")
STM_PRINT(unsigned long, "%lu")
STM_PRINT(long long, "%lld")
STM_PRINT(unsigned long long, "%llu")
STM_PRINT(float, "%f")
STM_PRINT(double, "%f")
STM_PRINT(long double, "%Lf")
