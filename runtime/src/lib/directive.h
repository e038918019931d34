//===- lib/directive.h - One conversion of a format string ---------------------------------------------------===//
//
// What printf (lib/c_format.cpp) and scanf (lib/c_scan.cpp) have in common: `%`, flags, width, precision, length,
// conversion.
//
//===----------------------------------------------------------------------------------------------------------===//
#ifndef STM_LIB_DIRECTIVE_H
#define STM_LIB_DIRECTIVE_H

#include <cstdlib>
#include <cstring>

namespace stm::lib {

struct Directive {
  char text[96];       ///< the directive alone, with its '%'
  char conversion = 0; ///< 0: the format ended
  char length = 0;     ///< h, H (hh), l, L (long double), q (ll, j, z, t)
  unsigned stars = 0;  ///< values before the converted one: width, precision (printf); suppression (scanf)
  bool allocates = false;             ///< scanf's m
  int precision = -1;                 ///< -1: none; -2: a star's
  int precision_star = 0;

  bool isLong() const { return length == 'l' || conversion == 'S'; }
  bool isLongDouble() const { return length == 'L'; }
  /// Bytes of an integer of this length.
  size_t integerSize() const {
    return length == 'H' ? 1 : length == 'h' ? 2 : length == 'l' || length == 'q' || length == 'L' ? 8 : 4;
  }
  int precisionOf(const int *values) const {
    return precision == -2 ? (values[precision_star] < 0 ? -1 : values[precision_star]) : precision;
  }

  /// Reads printf's directive at `at`, a '%', and moves `at` behind it.
  static Directive parsePrint(const char *&at) {
    Directive result;
    const char *begin = at++;
    at += strspn(at, "-+ #0'I");
    result.number(at, nullptr);
    if (*at == '.') {
      ++at;
      result.precision = 0;
      result.number(at, &result.precision);
    }
    result.finish(begin, at);
    return result;
  }

  /// The same for scanf; a set in brackets belongs to the conversion.
  static Directive parseScan(const char *&at) {
    Directive result;
    const char *begin = at++;
    if (*at == '*')
      ++result.stars, ++at;
    result.number(at, &result.precision); // scanf's width
    if (*at == 'm')
      result.allocates = true, ++at;
    result.finish(begin, at);
    return result;
  }

private:
  void number(const char *&at, int *value) {
    if (*at == '*') {
      if (value)
        *value = -2, precision_star = int(stars);
      ++stars, ++at;
      return;
    }
    if (*at < '0' || *at > '9')
      return;
    char *end;
    long read = strtol(at, &end, 10);
    if (value)
      *value = int(read);
    at = end;
  }

  void finish(const char *begin, const char *&at) {
    for (; *at && strchr("hlqjztLZ", *at); ++at) {
      char next = *at == 'j' || *at == 'z' || *at == 't' || *at == 'Z' ? 'q' : *at;
      length = next == 'h' && length == 'h' ? 'H' : next == 'l' && length == 'l' ? 'q' : next;
    }
    conversion = *at;
    if (*at)
      ++at;
    if (conversion == '[') {
      if (*at == '^')
        ++at;
      if (*at == ']')
        ++at;
      while (*at && *at != ']')
        ++at;
      if (*at)
        ++at;
    }
    size_t size = size_t(at - begin);
    size = size < sizeof text - 4 ? size : sizeof text - 4; // (scanf adds "%n")
    memcpy(text, begin, size);
    text[size] = 0;
  }
};

} // namespace stm::lib

#endif
