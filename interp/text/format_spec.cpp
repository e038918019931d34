// The format mini-language; see format_spec.h. The order of the checks is CPython's, since the
// first one that fails decides the message.
#include "text/format_spec.h"

#include "text/float_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pystm {
namespace {

bool isAlign(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }
bool isDigit(char32_t c) { return c >= '0' && c <= '9'; }

// A run of decimal digits; -1 stays when there is none. False when it does not fit.
bool readNumber(std::u32string_view text, size_t &i, int64_t &number) {
  if (i >= text.size() || !isDigit(text[i]))
    return true;
  int64_t value = 0;
  for (; i < text.size() && isDigit(text[i]); ++i) {
    int digit = static_cast<int>(text[i] - '0');
    if (value > (std::numeric_limits<int64_t>::max() - digit) / 10)
      return false;
    value = value * 10 + digit;
  }
  number = value;
  return true;
}

std::string shownCode(char32_t code) {
  if (code > 32 && code < 128)
    return std::string("'") + static_cast<char>(code) + "'";
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "'\\x%x'", static_cast<unsigned>(code));
  return buffer;
}

bool groupingAllowed(FormatSpec &spec, FormatError &error) {
  switch (spec.type) {
  case 'd':
  case 'e':
  case 'f':
  case 'g':
  case 'E':
  case 'G':
  case '%':
  case 'F':
  case 0:
    return true;
  case 'b':
  case 'o':
  case 'x':
  case 'X':
    if (spec.grouping == '_')
      return true;
    [[fallthrough]];
  default:
    break;
  }
  std::string shown = shownCode(spec.type);
  error.set(std::string("Cannot specify '") + static_cast<char>(spec.grouping) + "' with " + shown +
            ".");
  return false;
}

} // namespace

std::string unknownFormatCode(char32_t code, std::string_view type_name) {
  return "Unknown format code " + shownCode(code) + " for object of type '" +
         std::string(type_name) + "'";
}

bool parseFormatSpec(std::u32string_view text, char32_t default_type, char32_t default_align,
                     std::string_view type_name, std::string_view shown_spec, FormatSpec &spec,
                     FormatError &error) {
  spec = FormatSpec();
  spec.type = default_type;
  spec.align = default_align;
  size_t i = 0;
  if (text.size() >= 2 && isAlign(text[1])) {
    spec.align = text[1];
    spec.fill = text[0];
    spec.fill_given = spec.align_given = true;
    i = 2;
  } else if (!text.empty() && isAlign(text[0])) {
    spec.align = text[0];
    spec.align_given = true;
    i = 1;
  }
  if (i < text.size() && (text[i] == '+' || text[i] == '-' || text[i] == ' '))
    spec.sign = static_cast<char>(text[i++]);
  if (i < text.size() && text[i] == 'z') {
    spec.no_negative_zero = true;
    ++i;
  }
  if (i < text.size() && text[i] == '#') {
    spec.alternate = true;
    ++i;
  }
  if (!spec.fill_given && i < text.size() && text[i] == '0') {
    spec.fill = '0';
    if (!spec.align_given && default_align == '>')
      spec.align = '=';
    ++i;
  }
  if (!readNumber(text, i, spec.width)) {
    error.set("Too many decimal digits in format string");
    return false;
  }
  if (i < text.size() && text[i] == ',') {
    spec.grouping = ',';
    ++i;
  }
  if (i < text.size() && text[i] == '_') {
    if (spec.grouping != 0) {
      error.set("Cannot specify both ',' and '_'.");
      return false;
    }
    spec.grouping = '_';
    ++i;
  }
  if (i < text.size() && text[i] == ',') {
    error.set(spec.grouping == '_' ? "Cannot specify both ',' and '_'."
                                   : "Cannot specify ',' with ','.");
    return false;
  }
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (!readNumber(text, i, spec.precision)) {
      error.set("Too many decimal digits in format string");
      return false;
    }
    if (spec.precision < 0) {
      error.set("Format specifier missing precision");
      return false;
    }
  }
  if (text.size() - i > 1) {
    error.set("Invalid format specifier '" + std::string(shown_spec) + "' for object of type '" +
              std::string(type_name) + "'");
    return false;
  }
  if (i < text.size())
    spec.type = text[i];
  if (spec.grouping != 0 && !groupingAllowed(spec, error))
    return false;
  return true;
}

void textPadding(size_t length, const FormatSpec &spec, size_t &left, size_t &right) {
  left = right = 0;
  if (spec.width <= static_cast<int64_t>(length))
    return;
  size_t total = static_cast<size_t>(spec.width) - length;
  if (spec.align == '>')
    left = total;
  else if (spec.align == '^')
    left = total / 2;
  right = total - left;
}

namespace {

// digits with a separator before every group, zeros in front until `min_width` is reached.
std::string groupDigits(std::string_view digits, char separator, size_t group, size_t min_width) {
  std::string reversed;
  size_t in_group = 0;
  for (size_t i = digits.size(); i > 0 || reversed.size() < min_width;) {
    if (in_group == group) {
      reversed.push_back(separator);
      in_group = 0;
    }
    reversed.push_back(i > 0 ? digits[--i] : '0');
    ++in_group;
  }
  std::reverse(reversed.begin(), reversed.end());
  return reversed;
}

// Places head, whole digits and the rest (point, fraction, exponent, percent).
FormattedNumber arrange(std::string head, std::string_view whole, std::string_view rest,
                        const FormatSpec &spec) {
  FormattedNumber result;
  result.fill = spec.fill;
  size_t group = 0;
  if (spec.grouping != 0)
    group = spec.type == 'x' || spec.type == 'X' || spec.type == 'o' || spec.type == 'b' ? 4 : 3;
  size_t width = spec.width < 0 ? 0 : static_cast<size_t>(spec.width);
  size_t min_whole = 0;
  if (spec.fill == '0' && spec.align == '=') {
    size_t other = head.size() + rest.size();
    min_whole = width > other ? width - other : 0;
  }
  if (group != 0)
    result.body = groupDigits(whole, static_cast<char>(spec.grouping), group, min_whole);
  else
    result.body = whole;
  result.body += rest;
  result.head = std::move(head);
  size_t length = result.head.size() + result.body.size();
  size_t total = width > length ? width - length : 0;
  switch (spec.align) {
  case '<':
    result.right = total;
    break;
  case '^':
    result.left = total / 2;
    result.right = total - result.left;
    break;
  case '=':
    result.inner = total;
    break;
  default:
    result.left = total;
    break;
  }
  return result;
}

std::string signText(bool negative, char sign) {
  if (negative)
    return "-";
  if (sign == '+' || sign == ' ')
    return std::string(1, sign);
  return "";
}

} // namespace

FormattedNumber formatIntDigits(std::string_view digits, bool negative, const FormatSpec &spec) {
  std::string head = signText(negative, spec.sign);
  if (spec.alternate) {
    switch (spec.type) {
    case 'b':
      head += "0b";
      break;
    case 'o':
      head += "0o";
      break;
    case 'x':
      head += "0x";
      break;
    case 'X':
      head += "0X";
      break;
    default:
      break;
    }
  }
  return arrange(std::move(head), digits, "", spec);
}

namespace {

// The number without its sign, by the spec's type.
bool floatText(double value, const FormatSpec &spec, char32_t type, bool add_dot_zero,
               std::string &text, FormatError &error) {
  if (spec.precision > std::numeric_limits<int>::max()) {
    error.set("precision too big");
    return false;
  }
  FloatStyle style;
  style.alternate = spec.alternate;
  style.precision = spec.precision < 0 ? 6 : static_cast<int>(spec.precision);
  bool percent = type == '%';
  if (type == 0) {
    style.add_dot_zero = add_dot_zero;
    style.code = spec.precision < 0 ? 'r' : 'g';
  } else if (type == 'n') {
    style.code = 'g';
  } else if (percent) {
    style.code = 'f';
    value *= 100;
  } else {
    style.code = static_cast<char>(type);
  }
  text = formatDouble(value, style);
  if (spec.no_negative_zero && !text.empty() && text[0] == '-' &&
      text.find_first_of("123456789") >= text.find_first_of("eE%") &&
      text.find_first_of("nNiI") == std::string::npos)
    text.erase(0, 1);
  if (percent)
    text.push_back('%');
  return true;
}

// Splits "-12.5e+3" into sign, "12" and ".5e+3".
void splitFloat(std::string_view text, bool &negative, std::string_view &whole,
                std::string_view &rest) {
  negative = !text.empty() && text[0] == '-';
  if (negative)
    text.remove_prefix(1);
  size_t i = 0;
  while (i < text.size() && isDigit(static_cast<unsigned char>(text[i])))
    ++i;
  whole = text.substr(0, i);
  rest = text.substr(i);
}

} // namespace

bool formatFloatSpec(double value, const FormatSpec &spec, FormattedNumber &result,
                     FormatError &error) {
  std::string text;
  if (!floatText(value, spec, spec.type, true, text, error))
    return false;
  bool negative = false;
  std::string_view whole;
  std::string_view rest;
  splitFloat(text, negative, whole, rest);
  if (whole.empty() && spec.grouping != 0) {
    // inf and nan are padded as they are.
    FormatSpec plain = spec;
    plain.grouping = 0;
    result = arrange(signText(negative, spec.sign), whole, rest, plain);
    return true;
  }
  result = arrange(signText(negative, spec.sign), whole, rest, spec);
  return true;
}

bool formatComplexSpec(double real, double imag, const FormatSpec &spec, FormattedNumber &result,
                       FormatError &error) {
  if (spec.fill == '0') {
    error.set("Zero padding is not allowed in complex format specifier");
    return false;
  }
  if (spec.align == '=') {
    error.set("'=' alignment flag is not allowed in complex format specifier");
    return false;
  }
  bool shortest = spec.type == 0;
  bool show_real = !(shortest && real == 0 && !std::signbit(real));
  bool parentheses = shortest && show_real;
  FormatSpec part = spec;
  part.width = -1;
  part.fill = ' ';
  std::string body;
  auto add = [&](double value, char sign) {
    std::string text;
    if (!floatText(value, part, part.type, false, text, error))
      return false;
    bool negative = false;
    std::string_view whole;
    std::string_view rest;
    splitFloat(text, negative, whole, rest);
    FormattedNumber piece = arrange(signText(negative, sign), whole, rest, part);
    body += piece.head + piece.body;
    return true;
  };
  if (show_real && !add(real, spec.sign))
    return false;
  if (!add(imag, show_real ? '+' : spec.sign))
    return false;
  body.push_back('j');
  if (parentheses)
    body = "(" + body + ")";
  result = FormattedNumber();
  result.fill = spec.fill;
  result.body = std::move(body);
  textPadding(result.body.size(), spec, result.left, result.right);
  return true;
}

} // namespace pystm
