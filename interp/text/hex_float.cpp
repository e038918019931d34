// float.fromhex: hexadecimal digits with a binary exponent, rounded half to even. The other direction
// is in float_text.cpp.
#include "text/float_text.h"

#include <cmath>
#include <cstdint>
#include <limits>

namespace pystm {
namespace {

bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

int hexValue(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

} // namespace

bool scaleToDouble(uint64_t bits, bool sticky, int64_t exponent, double &result) {
  if (bits == 0) {
    result = 0;
    return true;
  }
  int top = 63 - __builtin_clzll(bits);
  int64_t magnitude = exponent + top; // value is in [2^magnitude, 2^(magnitude+1))
  if (magnitude > 1024)
    return false;
  int64_t lowest = magnitude - 52 < -1074 ? -1074 : magnitude - 52;
  int64_t drop = lowest - exponent;
  uint64_t kept = bits;
  if (drop > 64) {
    result = 0;
    return true;
  }
  if (drop > 0) {
    uint64_t rest = drop == 64 ? bits : bits & ((uint64_t{1} << drop) - 1);
    uint64_t half = uint64_t{1} << (drop - 1);
    kept = drop == 64 ? 0 : bits >> drop;
    if (rest > half || (rest == half && (sticky || (kept & 1) != 0)))
      ++kept;
    exponent = lowest;
  }
  result = std::ldexp(static_cast<double>(kept), static_cast<int>(exponent));
  return !std::isinf(result);
}

HexFloatResult parseHexDouble(std::string_view text, double &result) {
  while (!text.empty() && isSpace(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && isSpace(text.back()))
    text.remove_suffix(1);
  size_t i = 0;
  bool negative = false;
  if (i < text.size() && (text[i] == '+' || text[i] == '-'))
    negative = text[i++] == '-';
  if (i < text.size() && hexValue(text[i]) < 0 && text[i] != '.') {
    double special = 0;
    if (parseDoublePrefix(text, special) != text.size() || std::isfinite(special))
      return HexFloatResult::kInvalid;
    result = special;
    return HexFloatResult::kOk;
  }
  if (i + 1 < text.size() && text[i] == '0' && (text[i + 1] == 'x' || text[i + 1] == 'X'))
    i += 2;

  uint64_t bits = 0;
  bool sticky = false;
  int64_t exponent = 0;
  size_t digits = 0;
  bool fraction = false;
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && !fraction) {
      fraction = true;
      continue;
    }
    int digit = hexValue(text[i]);
    if (digit < 0)
      break;
    ++digits;
    if (bits >> 59 == 0) {
      bits = bits << 4 | static_cast<uint64_t>(digit);
      if (fraction)
        exponent -= 4;
    } else {
      sticky |= digit != 0;
      if (!fraction)
        exponent += 4;
    }
  }
  if (digits == 0)
    return HexFloatResult::kInvalid;
  if (i < text.size() && (text[i] == 'p' || text[i] == 'P')) {
    ++i;
    bool minus = false;
    if (i < text.size() && (text[i] == '+' || text[i] == '-'))
      minus = text[i++] == '-';
    size_t start = i;
    int64_t given = 0;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
      if (given < std::numeric_limits<int>::max())
        given = given * 10 + (text[i] - '0');
    }
    if (i == start)
      return HexFloatResult::kInvalid;
    exponent += minus ? -given : given;
  }
  if (i != text.size())
    return HexFloatResult::kInvalid;
  // The sticky bit must be below the half bit that scale() looks at.
  if (sticky)
    bits |= 1;
  if (!scaleToDouble(bits, sticky, exponent, result))
    return HexFloatResult::kTooLarge;
  if (negative)
    result = -result;
  return HexFloatResult::kOk;
}

} // namespace pystm
