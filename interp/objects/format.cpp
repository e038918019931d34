// format() of numbers and str; see format.h.
#include "objects/format.h"

#include "objects/complex.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/str_builder.h"
#include "vm/thread.h"

namespace pystm {

Value makeFormatted(Thread &thread, const FormattedNumber &number) {
  if (number.fill < 128) {
    std::string text;
    auto fill = static_cast<char>(number.fill);
    text.reserve(number.left + number.head.size() + number.inner + number.body.size() + number.right);
    text.append(number.left, fill);
    text += number.head;
    text.append(number.inner, fill);
    text += number.body;
    text.append(number.right, fill);
    return makeAscii(thread, text);
  }
  StrBuilder builder;
  builder.append(number.fill, number.left);
  builder.appendAscii(number.head);
  builder.append(number.fill, number.inner);
  builder.appendAscii(number.body);
  builder.append(number.fill, number.right);
  return builder.finish(thread);
}

namespace {

bool parseSpec(Thread &thread, Value value, Str *text, char32_t default_align, FormatSpec &spec) {
  FormatError error;
  std::string shown = toUtf8(text);
  if (parseFormatSpec(toCodePoints(text), 0, default_align, typeNameOf(value), shown, spec, error))
    return true;
  raiseValueError(thread, "%s", error.message.c_str());
  return false;
}

Value unknownCode(Thread &thread, Value value, const FormatSpec &spec) {
  return raiseValueError(thread, "%s", unknownFormatCode(spec.type, typeNameOf(value)).c_str());
}

Value formatDoubleBySpec(Thread &thread, double number, const FormatSpec &spec) {
  FormattedNumber result;
  FormatError error;
  if (!formatFloatSpec(number, spec, result, error))
    return raiseValueError(thread, "%s", error.message.c_str());
  return makeFormatted(thread, result);
}

Value formatCharacter(Thread &thread, Value integer, const FormatSpec &spec) {
  if (spec.sign != 0)
    return raiseValueError(thread, "Sign not allowed with integer format specifier 'c'");
  if (spec.alternate)
    return raiseValueError(thread, "Alternate form (#) not allowed with integer format specifier 'c'");
  int64_t c = 0;
  if (!fitsInt64(integer, c) || c < 0 || c > 0x10FFFF)
    return raiseOverflowError(thread, "%%c arg not in range(0x110000)");
  size_t left = 0;
  size_t right = 0;
  FormatSpec padding = spec;
  if (padding.align == '=')
    padding.align = '>';
  textPadding(1, padding, left, right);
  StrBuilder builder;
  builder.append(spec.fill, left);
  builder.append(static_cast<char32_t>(c));
  builder.append(spec.fill, right);
  return builder.finish(thread);
}

} // namespace

Value formatIntWithSpec(Thread &thread, Value integer, Str *text) {
  if (text->length == 0)
    return strOf(thread, integer);
  FormatSpec spec;
  if (!parseSpec(thread, integer, text, '>', spec))
    return Value::error();
  int base = 10;
  switch (spec.type) {
  case 0:
  case 'd':
  case 'n':
    break;
  case 'b':
    base = 2;
    break;
  case 'o':
    base = 8;
    break;
  case 'x':
  case 'X':
    base = 16;
    break;
  case 'c':
    if (spec.precision >= 0)
      return raiseValueError(thread, "Precision not allowed in integer format specifier");
    if (spec.no_negative_zero)
      return raiseValueError(thread, "Negative zero coercion (z) not allowed in integer format specifier");
    return formatCharacter(thread, integer, spec);
  case 'e':
  case 'E':
  case 'f':
  case 'F':
  case 'g':
  case 'G':
  case '%': {
    double number = 0;
    if (!intToDouble(thread, integer, number))
      return Value::error();
    return formatDoubleBySpec(thread, number, spec);
  }
  default:
    return unknownCode(thread, integer, spec);
  }
  if (spec.precision >= 0)
    return raiseValueError(thread, "Precision not allowed in integer format specifier");
  if (spec.no_negative_zero)
    return raiseValueError(thread, "Negative zero coercion (z) not allowed in integer format specifier");
  std::string digits;
  if (!intDigits(thread, integer, base, spec.type == 'X', digits))
    return Value::error();
  return makeFormatted(thread, formatIntDigits(digits, IntView(integer).negative(), spec));
}

Value formatFloatWithSpec(Thread &thread, Value number, Str *text) {
  if (text->length == 0)
    return strOf(thread, number);
  FormatSpec spec;
  if (!parseSpec(thread, number, text, '>', spec))
    return Value::error();
  switch (spec.type) {
  case 0:
  case 'e':
  case 'E':
  case 'f':
  case 'F':
  case 'g':
  case 'G':
  case 'n':
  case '%':
    return formatDoubleBySpec(thread, floatValue(number), spec);
  default:
    return unknownCode(thread, number, spec);
  }
}

Value formatComplexWithSpec(Thread &thread, Value number, Str *text) {
  if (text->length == 0)
    return strOf(thread, number);
  FormatSpec spec;
  if (!parseSpec(thread, number, text, '>', spec))
    return Value::error();
  switch (spec.type) {
  case 0:
  case 'e':
  case 'E':
  case 'f':
  case 'F':
  case 'g':
  case 'G':
  case 'n':
    break;
  default:
    return unknownCode(thread, number, spec);
  }
  auto *self = number.as<Complex>();
  FormattedNumber result;
  FormatError error;
  if (!formatComplexSpec(self->real, self->imag, spec, result, error))
    return raiseValueError(thread, "%s", error.message.c_str());
  return makeFormatted(thread, result);
}

Value formatStrWithSpec(Thread &thread, Str *self, Str *text) {
  if (text->length == 0)
    return strOf(thread, self);
  FormatSpec spec;
  if (!parseSpec(thread, self, text, '<', spec))
    return Value::error();
  if (spec.type != 0 && spec.type != 's')
    return unknownCode(thread, self, spec);
  if (spec.sign != 0)
    return raiseValueError(thread, spec.sign == ' ' ? "Space not allowed in string format specifier"
                                                    : "Sign not allowed in string format specifier");
  if (spec.no_negative_zero)
    return raiseValueError(thread, "Negative zero coercion (z) not allowed in string format specifier");
  if (spec.alternate)
    return raiseValueError(thread, "Alternate form (#) not allowed in string format specifier");
  if (spec.align == '=')
    return raiseValueError(thread, "'=' alignment not allowed in string format specifier");
  if (spec.grouping != 0)
    return raiseValueError(thread, "Cannot specify '%c' with 's'.", static_cast<char>(spec.grouping));
  int64_t length = self->length;
  if (spec.precision >= 0 && spec.precision < length)
    length = spec.precision;
  size_t left = 0;
  size_t right = 0;
  textPadding(static_cast<size_t>(length), spec, left, right);
  StrBuilder builder;
  builder.append(spec.fill, left);
  builder.append(self, 0, length);
  builder.append(spec.fill, right);
  return builder.finish(thread);
}

} // namespace pystm
