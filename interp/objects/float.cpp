// The type float: arithmetic with Python's rules for modulo, power and comparison with ints, and methods.
#include "objects/float.h"

#include "objects/bytes.h"
#include "objects/complex.h"
#include "objects/exception.h"
#include "objects/format.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "text/float_text.h"
#include "text/repr_text.h"
#include "vm/heap.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace pystm {

Type float_type;

int64_t hashOfDouble(double d) {
  constexpr int kBits = 61;
  constexpr uint64_t kModulus = (uint64_t{1} << kBits) - 1;
  if (std::isinf(d))
    return d > 0 ? 314159 : -314159;
  if (std::isnan(d))
    return static_cast<int64_t>(std::bit_cast<uint64_t>(d) >> 4); // nothing is equal to it
  int exponent = 0;
  double fraction = std::frexp(d, &exponent);
  bool negative = fraction < 0;
  fraction = std::fabs(fraction);
  // 28 bits at a time, each step a rotation in the 61-bit ring.
  uint64_t hash = 0;
  while (fraction != 0) {
    hash = ((hash << 28) & kModulus) | hash >> (kBits - 28);
    fraction *= 268435456.0;
    exponent -= 28;
    auto piece = static_cast<uint64_t>(fraction);
    fraction -= static_cast<double>(piece);
    hash += piece;
    if (hash >= kModulus)
      hash -= kModulus;
  }
  exponent = exponent >= 0 ? exponent % kBits : kBits - 1 - ((-1 - exponent) % kBits);
  hash = ((hash << exponent) & kModulus) | hash >> (kBits - exponent);
  auto result = static_cast<int64_t>(hash);
  if (negative)
    result = -result;
  return result == -1 ? -2 : result;
}

bool toDouble(Thread &thread, Value value, double &result) {
  if (value.isDouble()) {
    result = value.asDouble();
    return true;
  }
  if (value.isSmallInt()) {
    result = static_cast<double>(value.asSmallInt());
    return true;
  }
  if (isFloat(value)) {
    result = floatValue(value);
    return true;
  }
  const Slots &slots = typeOf(value)->slots;
  if (slots.to_float) {
    Value number = slots.to_float(thread, value);
    if (number.isError())
      return false;
    if (!isFloat(number)) {
      raiseTypeError(thread, "%T.__float__ returned non-float (type %T)", value.bits, number.bits);
      return false;
    }
    result = floatValue(number);
    return true;
  }
  if (slots.index) {
    Value number = indexOf(thread, value);
    return !number.isError() && intToDouble(thread, number, result);
  }
  raiseTypeError(thread, "must be real number, not %T", value.bits);
  return false;
}

double floatModulo(double left, double right) {
  double rest = std::fmod(left, right);
  if (rest != 0) {
    if ((right < 0) != (rest < 0))
      rest += right;
    return rest;
  }
  return std::copysign(0.0, right);
}

double floatFloorDivide(double left, double right) {
  double rest = std::fmod(left, right);
  double quotient = (left - rest) / right;
  if (rest != 0 && (right < 0) != (rest < 0))
    quotient -= 1;
  if (quotient == 0)
    return std::copysign(0.0, left / right);
  double floored = std::floor(quotient);
  return quotient - floored > 0.5 ? floored + 1 : floored;
}

Value powerFloats(Thread &thread, double left, double right) {
  if (right == 0 || left == 1)
    return makeFloat(1);
  if (std::isnan(left) || std::isnan(right))
    return makeFloat(std::isnan(left) ? left : right);
  if (left == 0 && right < 0 && std::isfinite(right))
    return raiseZeroDivisionError(thread, "0.0 cannot be raised to a negative power");
  if (std::isfinite(left) && left < 0 && std::isfinite(right) && right != std::floor(right))
    return complex_type.slots.power(thread, makeComplex(thread, left, 0), makeFloat(right), none());
  double result = std::pow(left, right);
  if (std::isinf(result) && std::isfinite(left) && std::isfinite(right))
    return raise(thread, makeException(thread, &OverflowError_type,
                                       {Value::smallInt(34), makeAscii(thread, "Numerical result out of range")}));
  return makeFloat(result);
}

Value floatFromStr(Thread &thread, Str *text) {
  std::string ascii;
  asciiNumber(text, ascii);
  double result = 0;
  if (!parseDouble(ascii, true, result))
    return raiseValueError(thread, "could not convert string to float: %R", Value(text).bits);
  return makeFloat(result);
}

namespace {

// Takes floats and ints; 1 done, 0 other types, -1 error.
int operand(Thread &thread, Value value, double &result) {
  if (isFloat(value)) {
    result = floatValue(value);
    return 1;
  }
  if (isInt(value))
    return intToDouble(thread, value, result) ? 1 : -1;
  return 0;
}

template <class Operation> Value arithmetic(Thread &thread, Value left, Value right, Operation operation) {
  double a = 0;
  double b = 0;
  int known = operand(thread, left, a);
  if (known == 1)
    known = operand(thread, right, b);
  if (known != 1)
    return known == 0 ? notImplemented() : Value::error();
  return operation(a, b);
}

Value floatAdd(Thread &thread, Value left, Value right) {
  return arithmetic(thread, left, right, [](double a, double b) { return makeFloat(a + b); });
}
Value floatSubtract(Thread &thread, Value left, Value right) {
  return arithmetic(thread, left, right, [](double a, double b) { return makeFloat(a - b); });
}
Value floatMultiply(Thread &thread, Value left, Value right) {
  return arithmetic(thread, left, right, [](double a, double b) { return makeFloat(a * b); });
}
Value floatTrueDivide(Thread &thread, Value left, Value right) {
  return arithmetic(thread, left, right, [&](double a, double b) {
    return b == 0 ? raiseZeroDivisionError(thread, "float division by zero") : makeFloat(a / b);
  });
}
Value floatFloor(Thread &thread, Value left, Value right) {
  return arithmetic(thread, left, right, [&](double a, double b) {
    return b == 0 ? raiseZeroDivisionError(thread, "float floor division by zero") : makeFloat(floatFloorDivide(a, b));
  });
}
Value floatRemainder(Thread &thread, Value left, Value right) {
  return arithmetic(thread, left, right, [&](double a, double b) {
    return b == 0 ? raiseZeroDivisionError(thread, "float modulo") : makeFloat(floatModulo(a, b));
  });
}
Value floatDivmod(Thread &thread, Value left, Value right) {
  return arithmetic(thread, left, right, [&](double a, double b) {
    if (b == 0)
      return raiseZeroDivisionError(thread, "float divmod()");
    return Value(makeTuple(thread, {makeFloat(floatFloorDivide(a, b)), makeFloat(floatModulo(a, b))}));
  });
}
Value floatPower(Thread &thread, Value left, Value right, Value modulus) {
  if (!isNone(modulus))
    return raiseTypeError(thread, "pow() 3rd argument not allowed unless all arguments are integers");
  return arithmetic(thread, left, right, [&](double a, double b) { return powerFloats(thread, a, b); });
}

Value floatCompare(Thread &, Value self, Value other, CompareOp op) {
  if (!isFloat(self))
    return notImplemented();
  double a = floatValue(self);
  double b = 0;
  if (isFloat(other)) {
    b = floatValue(other);
  } else if (isInt(other)) {
    // Exact, also where the int has no equal double.
    if (std::isnan(a))
      return makeBool(op == CompareOp::kNotEqual);
    b = compareIntWithDouble(other, a);
    a = 0;
  } else {
    return notImplemented();
  }
  switch (op) {
  case CompareOp::kLess:
    return makeBool(a < b);
  case CompareOp::kLessEqual:
    return makeBool(a <= b);
  case CompareOp::kEqual:
    return makeBool(a == b);
  case CompareOp::kNotEqual:
    return makeBool(a != b);
  case CompareOp::kGreater:
    return makeBool(a > b);
  default:
    return makeBool(a >= b);
  }
}

IntResult floatHash(Thread &, Value self) {
  double d = floatValue(self);
  return hashed(std::isnan(d) && self.isPointer() ? hashOfPointer(self.object()) : hashOfDouble(d));
}

int floatTruth(Thread &, Value self) { return floatValue(self) != 0; }
Value floatRepr(Thread &thread, Value self) { return makeAscii(thread, reprText(floatValue(self)).view()); }
Value floatNegative(Thread &, Value self) { return makeFloat(-floatValue(self)); }
Value floatExact(Thread &, Value self) { return makeFloat(floatValue(self)); }
Value floatAbsolute(Thread &, Value self) { return makeFloat(std::fabs(floatValue(self))); }

Value doubleToInt(Thread &thread, double d) {
  if (std::isnan(d))
    return raiseValueError(thread, "cannot convert float NaN to integer");
  if (std::isinf(d))
    return raiseOverflowError(thread, "cannot convert float infinity to integer");
  return makeIntFromDouble(thread, d);
}

Value floatToInt(Thread &thread, Value self) { return doubleToInt(thread, floatValue(self)); }

Value floatConstruct(Thread &thread, LocalValue *args) {
  auto *type = args[0].as<Type>();
  double number = 0;
  Value x = args[1];
  if (x.isUnbound()) {
    number = 0;
  } else if (isStr(x)) {
    Value parsed = floatFromStr(thread, x.as<Str>());
    if (parsed.isError())
      return parsed;
    number = parsed.asDouble();
  } else if (!typeOf(x)->slots.to_float && !typeOf(x)->slots.index) {
    if (!hasBuffer(x))
      return raiseTypeError(thread, "float() argument must be a string or a real number, not '%T'", x.bits);
    Buffer buffer;
    if (!getBuffer(thread, x, buffer))
      return Value::error();
    std::string ascii;
    // Bytes that are not ASCII stand for no digit and no space.
    bool plain = std::all_of(buffer.data, buffer.data + buffer.size, [](uint8_t c) { return c < 128; });
    asciiNumber(makeLatin1(thread, bufferView(buffer)), ascii);
    releaseBuffer(buffer);
    if (!plain || !parseDouble(ascii, true, number))
      return raiseValueError(thread, "could not convert string to float: %R", x.bits);
  } else if (x.isObject() && typeOf(x)->slots.to_float) {
    // A subclass of float may convert itself otherwise.
    Value converted = typeOf(x)->slots.to_float(thread, x);
    if (converted.isError())
      return converted;
    if (!isFloat(converted))
      return raiseTypeError(thread, "%T.__float__ returned non-float (type %T)", x.bits, converted.bits);
    if (!isExactly(converted, float_type) &&
        !warn(thread, &DeprecationWarning_type,
              "%s.__float__ returned non-float (type %s).  The ability to return an instance of a strict subclass of float is "
              "deprecated, and may be removed in a future version of Python.",
              std::string(typeNameOf(x)).c_str(), std::string(typeNameOf(converted)).c_str()))
      return Value::error();
    number = floatValue(converted);
  } else if (!toDouble(thread, x, number)) {
    return Value::error();
  }
  if (type == &float_type)
    return makeFloat(number);
  auto *object = allocate<Float>(thread, type);
  object->value = number;
  return object;
}

Value floatTrunc(Thread &thread, LocalValue *args) { return doubleToInt(thread, floatValue(args[0])); }
Value floatFloorMethod(Thread &thread, LocalValue *args) { return doubleToInt(thread, std::floor(floatValue(args[0]))); }
Value floatCeil(Thread &thread, LocalValue *args) { return doubleToInt(thread, std::ceil(floatValue(args[0]))); }

Value floatRound(Thread &thread, LocalValue *args) {
  double d = floatValue(args[0]);
  if (args[1].isUnbound() || isNone(args[1])) {
    double rounded = std::round(d);
    if (std::fabs(d - rounded) == 0.5)
      rounded = 2 * std::round(d / 2);
    return doubleToInt(thread, rounded);
  }
  Value digits = indexOf(thread, args[1]);
  if (digits.isError())
    return digits;
  int64_t n = 0;
  if (!fitsInt64(digits, n))
    n = IntView(digits).negative() ? -1000 : 1000;
  double result = roundDouble(d, static_cast<int>(n < -1000 ? -1000 : n > 1000 ? 1000 : n));
  if (std::isinf(result) && !std::isinf(d))
    return raiseOverflowError(thread, "rounded value too large to represent");
  return makeFloat(result);
}

Value floatHex(Thread &thread, LocalValue *args) { return makeAscii(thread, hexDouble(floatValue(args[0]))); }

Value floatFromHex(Thread &thread, LocalValue *args) {
  if (!isStr(args[1]))
    return raiseTypeError(thread, "bad argument type for built-in operation");
  double number = 0;
  switch (parseHexDouble(toUtf8(args[1].as<Str>()), number)) {
  case HexFloatResult::kInvalid:
    return raiseValueError(thread, "invalid hexadecimal floating-point string");
  case HexFloatResult::kTooLarge:
    return raiseOverflowError(thread, "hexadecimal value too large to represent as a float");
  case HexFloatResult::kOk:
    break;
  }
  if (args[0] == Value(&float_type))
    return makeFloat(number);
  return call(thread, args[0], {makeFloat(number)});
}

Value floatRatio(Thread &thread, LocalValue *args) {
  double d = floatValue(args[0]);
  if (std::isinf(d))
    return raiseOverflowError(thread, "cannot convert Infinity to integer ratio");
  if (std::isnan(d))
    return raiseValueError(thread, "cannot convert NaN to integer ratio");
  int exponent = 0;
  double fraction = std::frexp(d, &exponent);
  while (fraction != std::floor(fraction)) {
    fraction *= 2;
    --exponent;
  }
  Value numerator = makeIntFromDouble(thread, fraction);
  Value denominator = Value::smallInt(1);
  Value count = Value::smallInt(std::abs(exponent));
  if (exponent > 0)
    numerator = shiftLeftInts(thread, numerator, count);
  else
    denominator = shiftLeftInts(thread, denominator, count);
  if (numerator.isError() || denominator.isError())
    return Value::error();
  return makeTuple(thread, {numerator, denominator});
}

Value floatIsInteger(Thread &, LocalValue *args) {
  double d = floatValue(args[0]);
  return makeBool(std::isfinite(d) && d == std::floor(d));
}

Value floatConjugate(Thread &, LocalValue *args) { return makeFloat(floatValue(args[0])); }

Value floatFormat(Thread &thread, LocalValue *args) {
  if (!isStr(args[1]))
    return raiseTypeError(thread, "__format__() argument must be str, not %T", args[1].bits);
  return formatFloatWithSpec(thread, args[0], args[1].as<Str>());
}

Value floatNewArgs(Thread &thread, LocalValue *args) { return makeTuple(thread, {makeFloat(floatValue(args[0]))}); }

Value floatGetFormat(Thread &thread, LocalValue *args) {
  if (isStr(args[1]) && (args[1].as<Str>()->is("double") || args[1].as<Str>()->is("float")))
    return makeAscii(thread, "IEEE, little-endian");
  if (!isStr(args[1]))
    return raiseTypeError(thread, "__getformat__() argument must be str, not %T", args[1].bits);
  return raiseValueError(thread, "__getformat__() argument 1 must be 'double' or 'float'");
}

Value floatReal(Thread &, Value self) { return makeFloat(floatValue(self)); }
Value floatImag(Thread &, Value) { return makeFloat(0); }

constexpr MethodDef kMethods[] = {
    {"as_integer_ratio", "($self, /)", floatRatio,
     "Return integer ratio.\n\nReturn a pair of integers, whose ratio is exactly equal to the original float\nand with a "
     "positive denominator.\n\nRaise OverflowError on infinities and a ValueError on NaNs.\n\n>>> "
     "(10.0).as_integer_ratio()\n(10, 1)\n>>> (0.0).as_integer_ratio()\n(0, 1)\n>>> (-.25).as_integer_ratio()\n(-1, 4)"},
    {"conjugate", "($self, /)", floatConjugate, "Return self, the complex conjugate of any float."},
    {"fromhex", "($type, string, /)", floatFromHex, "Create a floating-point number from a hexadecimal string."},
    {"hex", "($self, /)", floatHex, "Return a hexadecimal representation of a floating-point number."},
    {"is_integer", "($self, /)", floatIsInteger, "Return True if the float is an integer."},
    {"__ceil__", "($self, /)", floatCeil, "Return the ceiling as an Integral."},
    {"__floor__", "($self, /)", floatFloorMethod, "Return the floor as an Integral."},
    {"__format__", "($self, format_spec, /)", floatFormat, "Formats the float according to format_spec."},
    {"__getformat__", "($type, typestr, /)", floatGetFormat, "You probably don't want to use this function."},
    {"__getnewargs__", "($self, /)", floatNewArgs, ""},
    {"__round__", "($self, ndigits=None, /)", floatRound,
     "Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is passed, work like built-in "
     "round(x, ndigits)."},
    {"__trunc__", "($self, /)", floatTrunc, "Return the Integral closest to x between 0 and x."},
};

constexpr GetSetDef kAttributes[] = {
    {"real", floatReal, nullptr, "the real part of a complex number"},
    {"imag", floatImag, nullptr, "the imaginary part of a complex number"},
};

} // namespace

extern const TypeDef float_def;
const TypeDef float_def = {
    .name = "float",
    .doc = "Convert a string or number to a floating point number, if possible.",
    .signature = "($type, x=?, /)",
    .size = sizeof(Float),
    .flags = kBaseType | kFloatFamily,
    .construct = floatConstruct,
    .slots = {.repr = floatRepr,
              .hash = floatHash,
              .compare = floatCompare,
              .truth = floatTruth,
              .negative = floatNegative,
              .positive = floatExact,
              .absolute = floatAbsolute,
              .to_int = floatToInt,
              .to_float = floatExact,
              .add = floatAdd,
              .subtract = floatSubtract,
              .multiply = floatMultiply,
              .true_divide = floatTrueDivide,
              .floor_divide = floatFloor,
              .modulo = floatRemainder,
              .divmod = floatDivmod,
              .power = floatPower},
    .methods = kMethods,
    .attributes = kAttributes,
    .has_weakrefs = false,
};

} // namespace pystm
