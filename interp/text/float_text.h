// Doubles to text and back, by Python's rules: the shortest digits that read back as the same double
// (`repr`), a given number of digits (`e`, `f`, `g`), and hexadecimal. Works over plain buffers and
// knows no objects; objects/float.cpp and text/format_spec.cpp put the results into strings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pystm {

struct FloatStyle {
  char code = 'r';       // 'r' shortest, 'e', 'f', 'g'; upper case writes E, INF, NAN
  int precision = 0;     // unused by 'r'
  bool always_sign = false;
  bool add_dot_zero = false; // "1.0" rather than "1"
  bool alternate = false;    // keep the point and, for 'g', trailing zeros
};

std::string formatDouble(double value, const FloatStyle &style);

// What `repr(float)` prints.
std::string reprDouble(double value);

// What `float.hex` prints.
std::string hexDouble(double value);

// The text of a Python float literal or of float()'s argument, already stripped of whitespace:
// underscores between digits when `underscores` holds, inf, infinity and nan in any case. False when
// anything is left over.
bool parseDouble(std::string_view text, bool underscores, double &result);

// The longest prefix that is a number (no underscores, no whitespace before it): its length, or 0.
size_t parseDoublePrefix(std::string_view text, double &result);

enum class HexFloatResult { kOk, kInvalid, kTooLarge };

// The argument of `float.fromhex`, whitespace around it allowed.
HexFloatResult parseHexDouble(std::string_view text, double &result);

// value rounded to `digits` decimal digits after the point, half to even of the exact value.
double roundDouble(double value, int digits);

// (bits + a fraction that is not zero iff `sticky`) * 2^exponent, rounded once, half to even. `sticky` needs
// bits of more than 54 bits. False when the result is too large.
bool scaleToDouble(uint64_t bits, bool sticky, int64_t exponent, double &result);

} // namespace pystm
