// Digits come from std::to_chars, which is exact; this file places point, exponent, sign and zeros the
// way CPython does. The parser hands a cleaned text to std::from_chars.
#include "text/float_text.h"
#include "text/repr_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace pystm {
namespace {

// More digits than any double has; what a caller asks for beyond it is zeros.
constexpr int kMaxDigits = 1100;

// value = 0.DIGITS * 10^point
struct Decimal {
  std::string digits;
  int point = 0;
};

Decimal fromScientific(const char *begin, const char *end) {
  Decimal result;
  const char *p = begin;
  for (; p != end && *p != 'e'; ++p) {
    if (*p != '.')
      result.digits.push_back(*p);
  }
  int exponent = 0;
  if (p != end) {
    ++p;
    if (p != end && *p == '+')
      ++p;
    std::from_chars(p, end, exponent);
  }
  result.point = exponent + 1;
  return result;
}

Decimal shortestDigits(double value) {
  char buffer[64];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
  return fromScientific(buffer, end.ptr);
}

Decimal significantDigits(double value, int count) {
  int wanted = std::clamp(count, 1, kMaxDigits);
  char buffer[kMaxDigits + 32];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific,
                           wanted - 1);
  return fromScientific(buffer, end.ptr);
}

Decimal fractionDigits(double value, int places) {
  int wanted = std::min(places, kMaxDigits);
  char buffer[kMaxDigits + 400];
  auto written = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, wanted);
  Decimal result;
  const char *begin = buffer;
  const char *end = written.ptr;
  const char *point = std::find(begin, end, '.');
  result.digits.assign(begin, point);
  result.point = static_cast<int>(result.digits.size());
  if (point != end)
    result.digits.append(point + 1, end);
  // Digits before the point are counted without leading zeros.
  size_t zeros = 0;
  while (zeros < result.digits.size() && result.digits[zeros] == '0')
    ++zeros;
  result.digits.erase(0, zeros);
  result.point -= static_cast<int>(zeros);
  return result;
}

void dropTrailingZeros(std::string &digits) {
  while (digits.size() > 1 && digits.back() == '0')
    digits.pop_back();
}

std::string formatSpecial(double value, const FloatStyle &style, bool upper) {
  std::string result;
  if (std::isnan(value)) {
    if (style.always_sign)
      result = "+";
    result += upper ? "NAN" : "nan";
    return result;
  }
  if (std::signbit(value))
    result = "-";
  else if (style.always_sign)
    result = "+";
  result += upper ? "INF" : "inf";
  return result;
}

} // namespace

std::string formatDouble(double value, const FloatStyle &style) {
  bool upper = style.code >= 'A' && style.code <= 'Z';
  char code = upper ? static_cast<char>(style.code - 'A' + 'a') : style.code;
  if (!std::isfinite(value))
    return formatSpecial(value, style, upper);

  double magnitude = std::fabs(value);
  int precision = style.precision;
  Decimal decimal;
  bool use_exponent = false;
  int last = 0; // where digits end, counted from the first one
  switch (code) {
  case 'e':
    ++precision;
    decimal = significantDigits(magnitude, precision);
    use_exponent = true;
    last = precision;
    break;
  case 'f':
    decimal = fractionDigits(magnitude, precision);
    last = decimal.point + precision;
    break;
  case 'g':
    precision = std::max(precision, 1);
    decimal = significantDigits(magnitude, precision);
    dropTrailingZeros(decimal.digits);
    use_exponent = decimal.point <= -4 || decimal.point > precision - (style.add_dot_zero ? 1 : 0);
    last = style.alternate ? precision : static_cast<int>(decimal.digits.size());
    break;
  default:
    decimal = shortestDigits(magnitude);
    dropTrailingZeros(decimal.digits);
    use_exponent = decimal.point <= -4 || decimal.point > 16;
    last = static_cast<int>(decimal.digits.size());
    break;
  }
  int exponent = 0;
  int point = decimal.point;
  if (use_exponent) {
    exponent = point - 1;
    point = 1;
  }
  int first = point <= 0 ? point - 1 : 0;
  if (!use_exponent && style.add_dot_zero)
    last = std::max(last, point + 1);
  else
    last = std::max(last, point);

  std::string result;
  result.reserve(static_cast<size_t>(last - first) + 10);
  if (std::signbit(value))
    result.push_back('-');
  else if (style.always_sign)
    result.push_back('+');
  int count = static_cast<int>(decimal.digits.size());
  for (int i = first; i < last; ++i) {
    if (i == point)
      result.push_back('.');
    result.push_back(i < 0 || i >= count ? '0' : decimal.digits[static_cast<size_t>(i)]);
  }
  if (last == point && style.alternate)
    result.push_back('.');
  if (use_exponent) {
    // A zero has exponent 0 however its digits were counted.
    if (magnitude == 0)
      exponent = 0;
    result.push_back(upper ? 'E' : 'e');
    result.push_back(exponent < 0 ? '-' : '+');
    std::string digits = std::to_string(std::abs(exponent));
    if (digits.size() < 2)
      result.push_back('0');
    result += digits;
  }
  return result;
}

std::string reprDouble(double value) { return std::string(reprText(value).view()); }

std::string hexDouble(double value) {
  if (!std::isfinite(value))
    return reprDouble(value);
  std::string sign = std::signbit(value) ? "-" : "";
  if (value == 0)
    return sign + "0x0.0p+0";
  uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  int exponent = static_cast<int>((bits >> 52) & 0x7ff);
  uint64_t fraction = bits & ((uint64_t{1} << 52) - 1);
  char lead = exponent == 0 ? '0' : '1';
  exponent = exponent == 0 ? -1022 : exponent - 1023;
  std::string result = sign + "0x" + lead + ".";
  for (int shift = 48; shift >= 0; shift -= 4)
    result.push_back("0123456789abcdef"[(fraction >> shift) & 15]);
  result += exponent < 0 ? "p-" : "p+";
  return result + std::to_string(std::abs(exponent));
}

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool equalsFolded(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size())
    return false;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
    if (c != lower[i])
      return false;
  }
  return true;
}

double fromDigits(const char *begin, const char *end) {
  double value = 0;
  auto result = std::from_chars(begin, end, value);
  if (result.ec == std::errc::result_out_of_range) {
    // from_chars leaves the value alone: the sign of the exponent or leading zeros tell which end.
    std::string copy(begin, end);
    value = std::strtod(copy.c_str(), nullptr);
  }
  return value;
}

} // namespace

size_t parseDoublePrefix(std::string_view text, double &result) {
  size_t i = 0;
  bool negative = false;
  if (i < text.size() && (text[i] == '+' || text[i] == '-'))
    negative = text[i++] == '-';
  size_t start = i;
  for (std::string_view word : {"infinity", "inf", "nan"}) {
    if (equalsFolded(text.substr(i, word.size()), word)) {
      result = word == "nan" ? std::numeric_limits<double>::quiet_NaN()
                             : std::numeric_limits<double>::infinity();
      if (negative)
        result = -result;
      return i + word.size();
    }
  }
  size_t digits = 0;
  while (i < text.size() && isDigit(text[i])) {
    ++i;
    ++digits;
  }
  if (i < text.size() && text[i] == '.') {
    ++i;
    while (i < text.size() && isDigit(text[i])) {
      ++i;
      ++digits;
    }
  }
  if (digits == 0)
    return 0;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    size_t j = i + 1;
    if (j < text.size() && (text[j] == '+' || text[j] == '-'))
      ++j;
    if (j < text.size() && isDigit(text[j])) {
      while (j < text.size() && isDigit(text[j]))
        ++j;
      i = j;
    }
  }
  result = fromDigits(text.data() + start, text.data() + i);
  if (negative)
    result = -result;
  return i;
}

bool parseDouble(std::string_view text, bool underscores, double &result) {
  std::string cleaned;
  if (underscores && text.find('_') != std::string_view::npos) {
    char previous = '\0';
    for (char c : text) {
      if (c == '_') {
        if (!isDigit(previous))
          return false;
      } else {
        if (previous == '_' && !isDigit(c))
          return false;
        cleaned.push_back(c);
      }
      previous = c;
    }
    if (previous == '_')
      return false;
    text = cleaned;
  }
  size_t used = parseDoublePrefix(text, result);
  return used != 0 && used == text.size();
}

double roundDouble(double value, int digits) {
  if (!std::isfinite(value) || value == 0)
    return value;
  // Beyond these every double is already round, or rounds to nothing.
  if (digits > 323)
    return value;
  if (digits < -308)
    return std::copysign(0.0, value);
  if (digits >= 0) {
    FloatStyle style{.code = 'f', .precision = digits};
    std::string text = formatDouble(value, style);
    double result = 0;
    parseDouble(text, false, result);
    return result;
  }
  // Before the point: keep as many significant digits as lie left of the rounding position.
  Decimal decimal = fractionDigits(std::fabs(value), kMaxDigits);
  int keep = decimal.point + digits;
  if (keep < 0)
    return std::copysign(0.0, value);
  bool up = false;
  if (static_cast<size_t>(keep) < decimal.digits.size()) {
    char next = decimal.digits[static_cast<size_t>(keep)];
    bool rest = decimal.digits.find_first_not_of('0', static_cast<size_t>(keep) + 1) !=
                std::string::npos;
    bool odd = keep > 0 && ((decimal.digits[static_cast<size_t>(keep) - 1] - '0') & 1) != 0;
    up = next > '5' || (next == '5' && (rest || odd));
  }
  std::string text = "0" + decimal.digits.substr(0, static_cast<size_t>(keep));
  if (up) {
    size_t i = text.size();
    while (text[--i] == '9')
      text[i] = '0';
    ++text[i];
  }
  text += "e" + std::to_string(-digits);
  double result = 0;
  parseDouble(text, false, result);
  return std::copysign(result, value);
}

} // namespace pystm
