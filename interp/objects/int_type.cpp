// The type int: construction from numbers and text, slots, and the methods that are not operators.
#include "objects/bytes.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/format.h"
#include "objects/int_limbs.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "text/repr_text.h"
#include "text/unicode.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <algorithm>

namespace pystm {

Type int_type;

bool asciiNumber(const Str *text, std::string &result) {
  int64_t begin = 0;
  int64_t end = text->length;
  while (begin < end && isSpaceChar((*text)[begin]))
    ++begin;
  while (end > begin && isSpaceChar((*text)[end - 1]))
    --end;
  for (int64_t i = begin; i < end; ++i) {
    char32_t c = (*text)[i];
    if (c < 128) {
      result.push_back(static_cast<char>(c));
      continue;
    }
    int digit = decimalValue(c);
    result.push_back(digit >= 0 ? static_cast<char>('0' + digit) : isSpaceChar(c) ? ' ' : '?');
  }
  return true;
}

namespace {

#define INT_BINARY(name, function)                                                                             \
  Value name(Thread &thread, Value left, Value right) {                                                        \
    if (!isInt(left) || !isInt(right))                                                                         \
      return notImplemented();                                                                                 \
    return function(thread, left, right);                                                                      \
  }
INT_BINARY(intAdd, addInts)
INT_BINARY(intSubtract, subtractInts)
INT_BINARY(intMultiply, multiplyInts)
INT_BINARY(intFloorDivide, floorDivideInts)
INT_BINARY(intModulo, moduloInts)
INT_BINARY(intTrueDivide, trueDivideInts)
INT_BINARY(intShiftLeft, shiftLeftInts)
INT_BINARY(intShiftRight, shiftRightInts)
INT_BINARY(intAnd, andInts)
INT_BINARY(intOr, orInts)
INT_BINARY(intXor, xorInts)
#undef INT_BINARY

Value intDivmod(Thread &thread, Value left, Value right) {
  if (!isInt(left) || !isInt(right))
    return notImplemented();
  Value remainder;
  Value quotient = divmodInts(thread, left, right, remainder);
  if (quotient.isError())
    return quotient;
  return makeTuple(thread, {quotient, remainder});
}

Value intPower(Thread &thread, Value base, Value exponent, Value modulus) {
  if (!isInt(base) || !isInt(exponent) || !(isNone(modulus) || isInt(modulus)))
    return notImplemented();
  return powerInts(thread, base, exponent, modulus);
}

Value intCompare(Thread &, Value self, Value other, CompareOp op) {
  if (!isInt(self) || !isInt(other))
    return notImplemented();
  int order = compareInts(self, other);
  switch (op) {
  case CompareOp::kLess:
    return makeBool(order < 0);
  case CompareOp::kLessEqual:
    return makeBool(order <= 0);
  case CompareOp::kEqual:
    return makeBool(order == 0);
  case CompareOp::kNotEqual:
    return makeBool(order != 0);
  case CompareOp::kGreater:
    return makeBool(order > 0);
  default:
    return makeBool(order >= 0);
  }
}

IntResult intHash(Thread &, Value self) { return hashed(hashOfInt(self)); }

int intTruth(Thread &, Value self) { return !IntView(self).zero(); }

Value intRepr(Thread &thread, Value self) {
  if (self.isSmallInt())
    return makeAscii(thread, reprText(self.asSmallInt()).view());
  std::string text;
  return intToText(thread, self, text) ? Value(makeAscii(thread, text)) : Value::error();
}

// The value as an exact int: an instance of a subclass is copied.
Value exactInt(Thread &thread, Value self) {
  if (self.isSmallInt() || isExactly(self, int_type))
    return self;
  IntView view(self);
  return makeIntFromLimbs(thread, view.limbs(), view.count(), view.negative());
}

Value intFloat(Thread &thread, Value self) {
  double result = 0;
  return intToDouble(thread, self, result) ? makeFloat(result) : Value::error();
}

Value invalidLiteral(Thread &thread, Value text, int base) {
  return raiseValueError(thread, "invalid literal for int() with base %d: %R", base, text.bits);
}

Value intFromText(Thread &thread, Value text, int base) {
  std::string digits;
  if (isStr(text)) {
    asciiNumber(text.as<Str>(), digits);
  } else {
    Buffer buffer;
    if (!getBuffer(thread, text, buffer))
      return Value::error();
    std::string_view view = bufferView(buffer);
    auto isSpace = [](char c) { return c == ' ' || (c >= 9 && c <= 13); };
    while (!view.empty() && isSpace(view.front()))
      view.remove_prefix(1);
    while (!view.empty() && isSpace(view.back()))
      view.remove_suffix(1);
    digits = view;
    releaseBuffer(buffer);
    if (!isBytes(text)) {
      text = makeBytes(thread, digits);
    }
  }
  Value result = parseInt(thread, digits, base);
  return result.isUnbound() ? invalidLiteral(thread, text, base) : result;
}

// int(x) for a number or text.
Value intFromObject(Thread &thread, Value x) {
  if (isExactly(x, int_type))
    return x;
  const Slots &slots = typeOf(x)->slots;
  if (slots.to_int) {
    Value result = slots.to_int(thread, x);
    if (result.isError() || isExactly(result, int_type))
      return result;
    if (!isInt(result))
      return raiseTypeError(thread, "__int__ returned non-int (type %T)", result.bits);
    if (!warn(thread, &DeprecationWarning_type,
              "__int__ returned non-int (type %s).  The ability to return an instance of a strict subclass of int is "
              "deprecated, and may be removed in a future version of Python.",
              std::string(typeNameOf(result)).c_str()))
      return Value::error();
    return exactInt(thread, result);
  }
  if (slots.index) {
    Value result = indexOf(thread, x);
    return result.isError() ? result : exactInt(thread, result);
  }
  Value trunc = lookupSpecial(thread, x, names.trunc);
  if (trunc.isError())
    return trunc;
  if (!trunc.isUnbound()) {
    if (!warn(thread, &DeprecationWarning_type, "The delegation of int() to __trunc__ is deprecated."))
      return Value::error();
    Value result = call(thread, trunc);
    if (result.isError())
      return result;
    if (isInt(result))
      return exactInt(thread, result);
    if (!typeOf(result)->slots.index)
      return raiseTypeError(thread, "__trunc__ returned non-Integral (type %T)", result.bits);
    result = indexOf(thread, result);
    return result.isError() ? result : exactInt(thread, result);
  }
  if (isStr(x) || hasBuffer(x))
    return intFromText(thread, x, 10);
  return raiseTypeError(thread, "int() argument must be a string, a bytes-like object or a real number, not '%T'", x.bits);
}

Value intConstruct(Thread &thread, LocalValue *args) {
  auto *type = args[0].as<Type>();
  Value result;
  if (args[2].isUnbound()) {
    result = args[1].isUnbound() ? Value::smallInt(0) : intFromObject(thread, args[1]);
  } else {
    if (args[1].isUnbound())
      return raiseTypeError(thread, "int() missing string argument");
    Value given = indexOf(thread, args[2]);
    if (given.isError())
      return given;
    int64_t base = 0;
    if (!fitsInt64(given, base) || (base != 0 && base < 2) || base > 36)
      return raiseValueError(thread, "int() base must be >= 2 and <= 36, or 0");
    if (!isStr(args[1]) && !isBytes(args[1]) && !isInstance(args[1], &bytearray_type))
      return raiseTypeError(thread, "int() can't convert non-string with explicit base");
    result = intFromText(thread, args[1], static_cast<int>(base));
  }
  if (result.isError() || type == &int_type)
    return result;
  IntView view(result);
  auto *object = allocate<Int>(thread, type, static_cast<size_t>(std::max<int64_t>(view.count(), 1)) * sizeof(uint64_t));
  if (!object)
    return Value::error();
  std::copy(view.limbs(), view.limbs() + view.count(), object->limbs);
  object->size = view.negative() ? -view.count() : view.count();
  return object;
}

Value intBitLength(Thread &thread, LocalValue *args) { return makeInt(thread, IntView(args[0]).bitLength()); }

Value intBitCount(Thread &, LocalValue *args) {
  IntView view(args[0]);
  int64_t count = 0;
  for (int64_t i = 0; i < view.count(); ++i)
    count += __builtin_popcountll(view.limbs()[i]);
  return Value::smallInt(count);
}

Value intExact(Thread &thread, LocalValue *args) { return exactInt(thread, args[0]); }

Value intRatio(Thread &thread, LocalValue *args) {
  Value self = exactInt(thread, args[0]);
  return self.isError() ? self : Value(makeTuple(thread, {self, Value::smallInt(1)}));
}

Value intRound(Thread &thread, LocalValue *args) {
  Value self = exactInt(thread, args[0]);
  if (self.isError() || args[1].isUnbound())
    return self;
  Value digits = indexOf(thread, args[1]);
  if (digits.isError() || !IntView(digits).negative())
    return digits.isError() ? digits : self;
  digits = negateInt(thread, digits);
  Value unit = powerInts(thread, Value::smallInt(10), digits, none());
  if (unit.isError())
    return unit;
  // To the nearest multiple of the unit, a tie to the even one.
  Value rest;
  Value quotient = divmodInts(thread, self, unit, rest);
  if (quotient.isError())
    return quotient;
  Value twice = addInts(thread, rest, rest);
  if (twice.isError())
    return twice;
  int order = compareInts(twice, unit);
  if (order > 0 || (order == 0 && IntView(quotient).odd()))
    quotient = addInts(thread, quotient, Value::smallInt(1));
  return quotient.isError() ? quotient : multiplyInts(thread, quotient, unit);
}

Value intFormat(Thread &thread, LocalValue *args) {
  if (!isStr(args[1]))
    return raiseTypeError(thread, "__format__() argument must be str, not %T", args[1].bits);
  return formatIntWithSpec(thread, args[0], args[1].as<Str>());
}

Value intSizeOf(Thread &thread, LocalValue *args) {
  int64_t digits = std::max<int64_t>(1, (IntView(args[0]).bitLength() + 29) / 30);
  return makeInt(thread, 24 + 4 * digits);
}

Value intNewArgs(Thread &thread, LocalValue *args) {
  Value self = exactInt(thread, args[0]);
  return self.isError() ? self : Value(makeTuple(thread, {self}));
}

bool isLittle(Thread &thread, Value order, bool &little) {
  if (isStr(order) && (order.as<Str>()->is("little") || order.as<Str>()->is("big"))) {
    little = order.as<Str>()->is("little");
    return true;
  }
  if (!isStr(order))
    raiseTypeError(thread, "argument 'byteorder' must be str, not %T", order.bits);
  else
    raiseValueError(thread, "byteorder must be either 'little' or 'big'");
  return false;
}

Value intToBytes(Thread &thread, LocalValue *args) {
  int64_t length = 0;
  bool little = false;
  if (!toInt64(thread, args[1], length) || !isLittle(thread, args[2], little))
    return Value::error();
  int is_signed = isTrue(thread, args[3]);
  if (is_signed < 0)
    return Value::error();
  if (length < 0)
    return raiseValueError(thread, "length argument must be non-negative");
  IntView view(args[0]);
  if (view.negative() && !is_signed)
    return raiseOverflowError(thread, "can't convert negative int to unsigned");
  int64_t bits = view.bitLength();
  if (is_signed && !view.zero()) {
    // -2^n fits where 2^n does not.
    bool power = view.negative();
    for (int64_t i = 0; i < view.count() && power; ++i)
      power = view.limbs()[i] == (i + 1 == view.count() ? uint64_t{1} << ((bits - 1) % 64) : 0);
    bits += power ? 0 : 1;
  }
  if (bits > length * 8)
    return raiseOverflowError(thread, "int too big to convert");
  Bytes *result = allocateBytesObject(thread, length);
  if (!result)
    return Value::error();
  unsigned carry = 1;
  for (int64_t i = 0; i < length; ++i) {
    unsigned byte = i / 8 < view.count() ? static_cast<unsigned>(view.limbs()[i / 8] >> (i % 8 * 8)) & 0xFF : 0;
    if (view.negative()) {
      byte = (~byte & 0xFF) + carry;
      carry = byte >> 8;
      byte &= 0xFF;
    }
    result->data[little ? i : length - 1 - i] = static_cast<uint8_t>(byte);
  }
  return result;
}

Value intFromBytes(Thread &thread, LocalValue *args) {
  bool little = false;
  if (!isLittle(thread, args[2], little))
    return Value::error();
  int is_signed = isTrue(thread, args[3]);
  if (is_signed < 0)
    return Value::error();
  Value source = args[1];
  if (!hasBuffer(source)) {
    if (isStr(source) || isInt(source))
      return raiseTypeError(thread, "cannot convert '%T' object to bytes", source.bits);
    source = call(thread, &bytes_type, {source});
    if (source.isError())
      return source;
  }
  Buffer buffer;
  if (!getBuffer(thread, source, buffer))
    return Value::error();
  int64_t count = buffer.size / 8 + 1;
  LimbBuffer limbs(count);
  bool negative = is_signed && buffer.size > 0 && (buffer.data[little ? buffer.size - 1 : 0] & 0x80) != 0;
  unsigned carry = 1;
  for (int64_t i = 0; i < buffer.size; ++i) {
    unsigned byte = buffer.data[little ? i : buffer.size - 1 - i];
    if (negative) {
      byte = (~byte & 0xFF) + carry;
      carry = byte >> 8;
      byte &= 0xFF;
    }
    limbs[i / 8] |= static_cast<uint64_t>(byte) << (i % 8 * 8);
  }
  if (negative && carry != 0 && buffer.size % 8 == 0)
    limbs[buffer.size / 8] |= 1;
  releaseBuffer(buffer);
  Value result = makeIntFromLimbs(thread, limbs.data(), count, negative);
  if (result.isError() || args[0] == Value(&int_type))
    return result;
  return call(thread, args[0], {result});
}

Value intReal(Thread &thread, Value self) { return exactInt(thread, self); }
Value intZero(Thread &, Value) { return Value::smallInt(0); }
Value intOne(Thread &, Value) { return Value::smallInt(1); }

constexpr MethodDef kMethods[] = {
    {"as_integer_ratio", "($self, /)", intRatio,
     "Return integer ratio.\n\nReturn a pair of integers, whose ratio is exactly equal to the original int\nand with a "
     "positive denominator.\n\n>>> (10).as_integer_ratio()\n(10, 1)\n>>> (-10).as_integer_ratio()\n(-10, 1)\n>>> "
     "(0).as_integer_ratio()\n(0, 1)"},
    {"bit_count", "($self, /)", intBitCount,
     "Number of ones in the binary representation of the absolute value of self.\n\nAlso known as the population "
     "count.\n\n>>> bin(13)\n'0b1101'\n>>> (13).bit_count()\n3"},
    {"bit_length", "($self, /)", intBitLength,
     "Number of bits necessary to represent self in binary.\n\n>>> bin(37)\n'0b100101'\n>>> (37).bit_length()\n6"},
    {"conjugate", "($self, /)", intExact, "Returns self, the complex conjugate of any int."},
    {"from_bytes", "($type, /, bytes, byteorder='big', *, signed=False)", intFromBytes,
     "Return the integer represented by the given array of bytes."},
    {"to_bytes", "($self, /, length=1, byteorder='big', *, signed=False)", intToBytes,
     "Return an array of bytes representing an integer."},
    {"__ceil__", "($self, /)", intExact, "Ceiling of an Integral returns itself."},
    {"__floor__", "($self, /)", intExact, "Flooring an Integral returns itself."},
    {"__format__", "($self, format_spec, /)", intFormat, ""},
    {"__getnewargs__", "($self, /)", intNewArgs, ""},
    {"__round__", "($self, ndigits=?, /)", intRound,
     "Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns an integer."},
    {"__sizeof__", "($self, /)", intSizeOf, "Returns size in memory, in bytes."},
    {"__trunc__", "($self, /)", intExact, "Truncating an Integral returns itself."},
};

constexpr GetSetDef kAttributes[] = {
    {"real", intReal, nullptr, "the real part of a complex number"},
    {"imag", intZero, nullptr, "the imaginary part of a complex number"},
    {"numerator", intReal, nullptr, "the numerator of a rational number in lowest terms"},
    {"denominator", intOne, nullptr, "the denominator of a rational number in lowest terms"},
};

int64_t intVariableCount(const Object *object) {
  int64_t size = static_cast<const Int *>(object)->size;
  return std::max<int64_t>(size < 0 ? -size : size, 1);
}

} // namespace

extern const TypeDef int_def;
const TypeDef int_def = {
    .name = "int",
    .doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no "
           "arguments\nare given.  If x is a number, return x.__int__().  For floating point\nnumbers, this truncates "
           "towards zero.\n\nIf x is not a number or if base is given, then x must be a string,\nbytes, or bytearray "
           "instance representing an integer literal in the\ngiven base.  The literal can be preceded by '+' or '-' and "
           "be surrounded\nby whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.\nBase 0 means to interpret "
           "the base from the string as an integer literal.\n>>> int('0b100', base=0)\n4",
    .signature = "($type, x=?, /, base=?)",
    .size = sizeof(Int),
    .flags = kBaseType | kIntFamily | kLayoutVariable,
    .construct = intConstruct,
    .slots = {.repr = intRepr,
              .hash = intHash,
              .compare = intCompare,
              .truth = intTruth,
              .negative = negateInt,
              .positive = exactInt,
              .invert = invertInt,
              .absolute = absoluteInt,
              .to_int = exactInt,
              .to_float = intFloat,
              .index = exactInt,
              .add = intAdd,
              .subtract = intSubtract,
              .multiply = intMultiply,
              .true_divide = intTrueDivide,
              .floor_divide = intFloorDivide,
              .modulo = intModulo,
              .divmod = intDivmod,
              .power = intPower,
              .shift_left = intShiftLeft,
              .shift_right = intShiftRight,
              .bit_and = intAnd,
              .bit_or = intOr,
              .bit_xor = intXor},
    .methods = kMethods,
    .attributes = kAttributes,
    .item_size = sizeof(uint64_t),
    .variable_count = intVariableCount,
    .has_weakrefs = false,
};

} // namespace pystm
