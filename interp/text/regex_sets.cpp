// Character categories and sets of regular expressions.
#include "text/regex_opcodes.h"

#include "text/unicode.h"

#include <cstring>

namespace pystm::regex {
namespace {

bool isAsciiDigit(char32_t c) { return c >= '0' && c <= '9'; }
bool isAsciiSpace(char32_t c) { return c == ' ' || (c >= 9 && c <= 13); }
bool isAsciiWord(char32_t c) {
  return isAsciiDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool isUnicodeWord(char32_t c) { return c < 128 ? isAsciiWord(c) : isAlnumChar(c); }

} // namespace

bool inCategory(uint32_t category, char32_t c) {
  bool negated = category & 1;
  bool in = false;
  switch (category >> 1) {
  case 0:
    in = isAsciiDigit(c);
    break;
  case 1:
    in = isAsciiSpace(c);
    break;
  case 2:
  case 4:
    in = isAsciiWord(c);
    break;
  case 3:
    in = c == '\n';
    break;
  case 5:
    in = decimalValue(c) >= 0;
    break;
  case 6:
    in = isSpaceChar(c);
    break;
  case 7:
    in = isUnicodeWord(c);
    break;
  default:
    in = isLineBreak(c);
    break;
  }
  return in != negated;
}

char32_t lowerAscii(char32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }
char32_t lowerUnicode(char32_t c) { return c < 128 ? lowerAscii(c) : simpleLower(c); }
char32_t upperUnicode(char32_t c) { return c < 128 ? (c >= 'a' && c <= 'z' ? c - 32 : c) : simpleUpper(c); }

bool inCharset(const uint32_t *set, char32_t c) {
  bool found = true;
  for (;;) {
    switch (*set++) {
    case kFailure:
      return !found;
    case kLiteral:
      if (c == *set++)
        return found;
      break;
    case kCategory:
      if (inCategory(*set++, c))
        return found;
      break;
    case kCharset:
      if (c < 256 && (set[c >> 5] >> (c & 31) & 1))
        return found;
      set += 8;
      break;
    case kRange:
      if (set[0] <= c && c <= set[1])
        return found;
      set += 2;
      break;
    case kRangeUniIgnore: {
      if (set[0] <= c && c <= set[1])
        return found;
      char32_t upper = upperUnicode(c);
      if (set[0] <= upper && upper <= set[1])
        return found;
      set += 2;
      break;
    }
    case kNegate:
      found = !found;
      break;
    case kBigCharset: {
      uint32_t count = *set++;
      if (c < 65536) {
        uint8_t block = 0;
        std::memcpy(&block, reinterpret_cast<const uint8_t *>(set) + (c >> 8), 1);
        const uint32_t *bits = set + 64 + block * 8;
        if (bits[(c & 255) >> 5] >> (c & 31) & 1)
          return found;
      }
      set += 64 + count * 8;
      break;
    }
    default:
      return false;
    }
  }
}

} // namespace pystm::regex
