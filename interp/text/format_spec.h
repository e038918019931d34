// The format mini-language: parsing of `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`
// and its application to numbers and text. Knows no objects: ints come as digits, errors leave as text.
// objects/format.cpp joins it with int, float, complex and str.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pystm {

struct FormatSpec {
  char32_t fill = ' ';
  char32_t align = '<'; // or the type's default when none was given
  bool align_given = false;
  bool fill_given = false;
  char sign = '\0';      // '\0', '+', '-', ' '
  bool no_negative_zero = false;
  bool alternate = false;
  int64_t width = -1;
  char32_t grouping = 0; // 0, ',' or '_'; for the type 'n' as well 0
  int64_t precision = -1;
  char32_t type = 0;
};

// An exception to raise: ValueError with this text, or OverflowError when `overflow`.
struct FormatError {
  std::string message;
  bool failed = false;
  void set(std::string text) {
    message = std::move(text);
    failed = true;
  }
};

// `default_type` and `default_align` are the type's own; type_name stands in "Invalid format specifier"
// and in errors about unknown codes.
bool parseFormatSpec(std::u32string_view text, char32_t default_type, char32_t default_align,
                     std::string_view type_name, std::string_view shown_spec, FormatSpec &spec, FormatError &error);

// A formatted number: `left` fills, head (sign and prefix), `inner` fills, body, `right` fills.
struct FormattedNumber {
  size_t left = 0;
  std::string head;
  size_t inner = 0;
  std::string body;
  size_t right = 0;
  char32_t fill = ' ';
};

// digits: the magnitude in the base that spec.type asks for, without prefix.
FormattedNumber formatIntDigits(std::string_view digits, bool negative, const FormatSpec &spec);

// The float types of spec: 'e', 'f', 'g', '%', 'n', 'E', 'F', 'G' or 0.
bool formatFloatSpec(double value, const FormatSpec &spec, FormattedNumber &result,
                     FormatError &error);
bool formatComplexSpec(double real, double imag, const FormatSpec &spec, FormattedNumber &result,
                       FormatError &error);

// How many fills go to the left and to the right of text of `length`.
void textPadding(size_t length, const FormatSpec &spec, size_t &left, size_t &right);

std::string unknownFormatCode(char32_t code, std::string_view type_name);

} // namespace pystm
