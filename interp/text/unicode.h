// What Unicode says of a character: category, case, digits, identifiers. The tables are made at build time
// from the distribution's python3 (make_unicode_tables.py), so that they agree with CPython 3.11 to the
// version of Unicode. Normal forms are in normalize.h, names in unicode_names.h.
#pragma once

#include <cstdint>
#include <string_view>

namespace pystm {

struct CharInfo {
  uint16_t flags;
  uint8_t category;
  uint8_t bidirectional;
  uint8_t combining;
  uint8_t width;
  uint8_t decimal; // 255: none
  uint8_t digit;   // 255: none
  int32_t upper, lower, title, fold; // differences to the character, where the result is one character
};

#include "unicode_flags.inc"

const CharInfo &charInfo(char32_t c);
inline bool charHas(char32_t c, uint16_t flags) { return (charInfo(c).flags & flags) != 0; }

inline bool isAlphaChar(char32_t c) { return charHas(c, kCharAlpha); }
inline bool isAlnumChar(char32_t c) {
  return charHas(c, kCharAlpha | kCharDecimal | kCharDigit | kCharNumeric);
}
inline bool isSpaceChar(char32_t c) {
  return c < 128 ? c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31) : charHas(c, kCharSpace);
}
inline bool isLineBreak(char32_t c) {
  return c < 128 ? (c >= 10 && c <= 13) || (c >= 28 && c <= 30) : charHas(c, kCharLineBreak);
}
// The value of a decimal digit, or -1.
inline int decimalValue(char32_t c) {
  if (c < 128)
    return c >= '0' && c <= '9' ? static_cast<int>(c - '0') : -1;
  uint8_t digit = charInfo(c).decimal;
  return digit == 255 ? -1 : digit;
}

enum class CaseForm { kUpper, kLower, kTitle, kFold };
// The full mapping of one character, up to three characters; how many. Final sigma is the caller's.
int mapCase(char32_t c, CaseForm form, char32_t *out);
// The mapping to one character.
char32_t simpleLower(char32_t c);
char32_t simpleUpper(char32_t c);

const char *categoryName(const CharInfo &);
const char *bidirectionalName(const CharInfo &);
const char *widthName(const CharInfo &);
bool numericValue(char32_t c, double &value);
const char *unicodeVersion();

} // namespace pystm
