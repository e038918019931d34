// Strings: immutable sequences of code points, 1, 2 or 4 bytes each (the least that holds them all), in
// one piece with their header. Lone surrogates are allowed. The making of strings is in str.cpp and
// str_builder.h, methods in str_methods.cpp and its neighbours, codecs in str_codecs.cpp, formatting in
// str_format.cpp and percent_format.cpp.
#pragma once

#include "objects/object.h"

#include <cstring>
#include <string>
#include <string_view>

namespace pystm {

// Characters in strings.
struct PYSTM_FROZEN Unit1 {
  uint8_t unit;
};
struct PYSTM_FROZEN Unit2 {
  uint16_t unit;
};
struct PYSTM_FROZEN Unit4 {
  uint32_t unit;
};

struct PYSTM_FROZEN Str : Object {
  int64_t length; // in code points
  int64_t hash;   // 0: not known yet
  uint8_t width;  // 1, 2 or 4 bytes a code point
  bool ascii;     // all below 128; implies width 1
  bool interned;
  alignas(8) char data[]; // closed by a zero code point

  const uint8_t *data1() const { return reinterpret_cast<const uint8_t *>(data); }
  const uint16_t *data2() const { return reinterpret_cast<const uint16_t *>(data); }
  const uint32_t *data4() const { return reinterpret_cast<const uint32_t *>(data); }

  char32_t operator[](int64_t i) const {
    if (width == 1)
      return reinterpret_cast<const Unit1 *>(data)[i].unit;
    return width == 2 ? reinterpret_cast<const Unit2 *>(data)[i].unit : reinterpret_cast<const Unit4 *>(data)[i].unit;
  }
  // Precondition: ascii.
  std::string_view view() const { return {data, static_cast<size_t>(length)}; }
  // True if it is this ASCII text.
  bool is(std::string_view text) const { return ascii && view() == text; }
};

// New strings. UTF-8 must be valid but for encoded surrogates; Latin-1 takes any bytes.
Str *makeStr(Thread &, std::string_view utf8);
Str *makeAscii(Thread &, std::string_view ascii);
Str *makeLatin1(Thread &, std::string_view latin1);
Str *makeStr(Thread &, std::u32string_view code_points);
Str *makeStr(Thread &, const uint16_t *code_points, int64_t length);
Str *makeStrOfChar(Thread &, char32_t code_point); // one of a table below 256
Str *emptyStr();
// printf-like, for messages: %s, %d, ... ASCII or UTF-8.
Str *formatStr(Thread &, const char *format, ...) __attribute__((format(printf, 2, 3)));
// An uninitialised string whose largest code point is `maximum`; the caller fills it at once, and calls no
// other function before. Null with MemoryError pending.
Str *allocateStr(Thread &, int64_t length, char32_t maximum);

// The string that stands for all equal ones: equal interned strings are identical.
Str *intern(Thread &, Str *);
Str *intern(Thread &, std::string_view utf8);

int64_t hashOfStr(Str *);
inline int64_t strHash(Str *s) { return s->hash != 0 ? s->hash : hashOfStr(s); }
// The hash of bytes: as of a string with these Latin-1 characters.
int64_t hashOfBytes(const void *data, size_t size);

bool equalStrs(const Str *, const Str *);
int compareStrs(const Str *, const Str *);
Str *concatenate(Thread &, Str *, Str *);
// Code points from begin up to end; the string itself if that is all of it and its type is exactly str.
Str *substring(Thread &, Str *, int64_t begin, int64_t end);
// First position at or after `begin` of `needle` that ends at or before `end`, or -1.
int64_t findStr(const Str *, const Str *needle, int64_t begin, int64_t end);
int64_t findLastStr(const Str *, const Str *needle, int64_t begin, int64_t end);
Str *repeatStr(Thread &, Str *, int64_t count);
// str.join: TypeError "sequence item 0: expected str instance, int found".
Value joinStrs(Thread &, Str *separator, Value iterable);

// UTF-8 of the string; lone surrogates are encoded as three bytes each (never fails).
std::string toUtf8(const Str *);
// The same, but UnicodeEncodeError for surrogates.
bool toStrictUtf8(Thread &, Str *, std::string &utf8);
std::u32string toCodePoints(const Str *);
// As file names and environment variables are encoded: UTF-8 with surrogateescape.
bool toFileSystem(Thread &, Str *, std::string &bytes);
Str *fromFileSystem(Thread &, std::string_view bytes);

Str *reprStr(Thread &, const Str *);
Str *asciiStr(Thread &, Str *); // escapes everything that is not ASCII

// `format(value, spec)` of str, `left % right`, and str.format.
Value formatStrWithSpec(Thread &, Str *, Str *spec);
Value percentFormat(Thread &, Str *format, Value arguments);

} // namespace pystm
