//===- lib/c_scan.cpp - sscanf in transactions ------------------------------------------------------------===//
//
// One conversion at a time goes to the C library, on the view's bytes of the string and into a buffer here, from where it
// is written as the transaction's. White space and literal text between conversions are matched here.
//
//===------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"
#include "lib/directive.h"

#include <cctype>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cwchar>

using namespace stm::lib;

namespace {

/// Room for a text that is long; the transaction's own.
class Block {
public:
  explicit Block(size_t size) : block_(size ? malloc(size) : nullptr), size_(size) {}
  ~Block() { free(block_); }
  Block(const Block &) = delete;
  Block &operator=(const Block &) = delete;
  char *bytes() { return block_ ? writable(static_cast<char *>(block_), size_) : nullptr; }

private:
  void *block_;
  size_t size_;
};

class Scan {
public:
  Scan(const char *text, va_list list) : begin_(readableString(text)), at_(begin_) { va_copy(list_, list); }
  ~Scan() { va_end(list_); }

  int run(const char *pattern);

private:
  bool convert(const Directive &directive);
  bool convertText(const Directive &directive);
  void skipSpace() {
    while (isspace(static_cast<unsigned char>(*at_)))
      ++at_;
  }
  /// Bytes of the C library's result for conversions other than text.
  static size_t sizeOf(const Directive &directive);

  const char *begin_;
  const char *at_;
  va_list list_;
  int converted_ = 0;
};

size_t Scan::sizeOf(const Directive &directive) {
  switch (directive.conversion) {
  case 'a': case 'A': case 'e': case 'E': case 'f': case 'F': case 'g': case 'G':
    return directive.isLongDouble() ? sizeof(long double) : directive.isLong() ? 8 : 4;
  case 'p':
    return sizeof(void *);
  default:
    return directive.integerSize();
  }
}

/// %s, %c and %[: as long as the text that is left.
bool Scan::convertText(const Directive &directive) {
  bool wide = directive.isLong();
  bool ends = directive.conversion != 'c';
  size_t room = strlen(at_) + 1;
  room = (room > size_t(directive.precision) + 1 ? room : size_t(directive.precision) + 1) * (wide ? sizeof(wchar_t) : 1);
  char few[256];
  Block block(room <= sizeof few ? 0 : room);
  char *buffer = room <= sizeof few ? few : block.bytes();
  if (!buffer)
    return false;
  Directive plain = directive;
  if (plain.allocates) // the block is made below
    for (char *m = strchr(plain.text, 'm'); m && *m; ++m)
      *m = m[1];
  strcat(plain.text, "%n");
  int used = -1;
  bool stored = directive.stars == 0;
  int found = stored ? sscanf(at_, plain.text, buffer, &used) : sscanf(at_, plain.text, &used);
  if (used < 0) {
    if (found == EOF && converted_ == 0)
      converted_ = EOF;
    return false;
  }
  at_ += used;
  if (!stored)
    return true;
  size_t unit = wide ? sizeof(wchar_t) : 1;
  size_t size = ends ? (wide ? (wcslen(reinterpret_cast<wchar_t *>(buffer)) + 1) * unit : strlen(buffer) + 1)
                     : size_t(directive.precision > 0 ? directive.precision : 1) * unit;
  char *target = va_arg(list_, char *);
  if (directive.allocates) {
    auto **where = reinterpret_cast<char **>(target);
    target = static_cast<char *>(malloc(size));
    *writable(where, sizeof *where) = target;
  }
  memcpy(writable(target, size), buffer, size);
  ++converted_;
  return true;
}

bool Scan::convert(const Directive &directive) {
  switch (directive.conversion) {
  case 0:
    return false;
  case '%':
    skipSpace();
    return *at_ == '%' && at_++;
  case 'n': {
    size_t count = size_t(at_ - begin_), size = directive.integerSize();
    if (directive.stars == 0)
      memcpy(writable(va_arg(list_, char *), size), &count, size);
    return true;
  }
  case 's': case 'S': case 'c': case '[':
    return convertText(directive);
  default:
    break;
  }
  Directive counted = directive;
  strcat(counted.text, "%n");
  alignas(16) char value[sizeof(long double)];
  int used = -1;
  bool stored = directive.stars == 0;
  int found = stored ? sscanf(at_, counted.text, value, &used) : sscanf(at_, counted.text, &used);
  if (used < 0) {
    if (found == EOF && converted_ == 0)
      converted_ = EOF;
    return false;
  }
  at_ += used;
  if (stored) {
    size_t size = sizeOf(directive);
    memcpy(writable(va_arg(list_, char *), size), value, size);
    ++converted_;
  }
  return true;
}

int Scan::run(const char *pattern) {
  const char *next = readableString(pattern);
  while (*next) {
    if (isspace(static_cast<unsigned char>(*next))) {
      skipSpace();
      ++next;
    } else if (*next == '%') {
      if (!convert(Directive::parseScan(next)))
        return converted_;
    } else if (*at_ == *next) {
      ++at_, ++next;
    } else {
      return !*at_ && converted_ == 0 ? EOF : converted_;
    }
  }
  return converted_;
}

} // namespace

#define STM_SCAN(plain, with_list)                                                                             \
  STM_CLONE(with_list, int, (const char *text, const char *pattern, va_list list)) {                          \
    return Scan(text, list).run(pattern);                                                                      \
  }                                                                                                            \
  STM_CLONE(plain, int, (const char *text, const char *pattern, ...)) {                                       \
    va_list list;                                                                                              \
    va_start(list, pattern);                                                                                   \
    int converted = Scan(text, list).run(pattern);                                                             \
    va_end(list);                                                                                              \
    return converted;                                                                                          \
  }
STM_SCAN(sscanf, vsscanf)
STM_SCAN(__isoc99_sscanf, __isoc99_vsscanf)
