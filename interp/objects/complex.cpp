// The type complex.
#include "objects/complex.h"

#include "objects/exception.h"
#include "objects/float.h"
#include "objects/format.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "text/float_text.h"
#include "vm/heap.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <cmath>

namespace pystm {

Type complex_type;

using Number = std::complex<double>;

Value makeComplex(Thread &thread, double real, double imag) {
  auto *object = allocate<Complex>(thread, &complex_type);
  object->real = real;
  object->imag = imag;
  return object;
}

namespace {

Number numberOf(Value value) {
  auto *object = value.as<Complex>();
  return {object->real, object->imag};
}

Value make(Thread &thread, Number z) { return makeComplex(thread, z.real(), z.imag()); }

// 1: a number, 0: another type, -1: an error.
int operand(Thread &thread, Value value, Number &z) {
  if (isComplex(value)) {
    z = numberOf(value);
    return 1;
  }
  double d = 0;
  if (isFloat(value)) {
    d = floatValue(value);
  } else if (isInt(value)) {
    if (!intToDouble(thread, value, d))
      return -1;
  } else {
    return 0;
  }
  z = {d, 0};
  return 1;
}

template <class Operation> Value arithmetic(Thread &thread, Value left, Value right, Operation operation) {
  Number a;
  Number b;
  int known = operand(thread, left, a);
  if (known == 1)
    known = operand(thread, right, b);
  if (known != 1)
    return known == 0 ? notImplemented() : Value::error();
  return operation(a, b);
}

// Written out: the library's operators treat infinities in another way.
Number product(Number a, Number b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

Number quotient(Number a, Number b) {
  double real = std::fabs(b.real());
  double imag = std::fabs(b.imag());
  if (real >= imag) {
    double ratio = b.imag() / b.real();
    double denominator = b.real() + b.imag() * ratio;
    return {(a.real() + a.imag() * ratio) / denominator, (a.imag() - a.real() * ratio) / denominator};
  }
  if (imag >= real) {
    double ratio = b.real() / b.imag();
    double denominator = b.real() * ratio + b.imag();
    return {(a.real() * ratio + a.imag()) / denominator, (a.imag() * ratio - a.real()) / denominator};
  }
  return {NAN, NAN};
}

Value complexAdd(Thread &thread, Value left, Value right) {
  return arithmetic(thread, left, right, [&](Number a, Number b) { return make(thread, a + b); });
}
Value complexSubtract(Thread &thread, Value left, Value right) {
  return arithmetic(thread, left, right, [&](Number a, Number b) { return make(thread, a - b); });
}
Value complexMultiply(Thread &thread, Value left, Value right) {
  return arithmetic(thread, left, right, [&](Number a, Number b) { return make(thread, product(a, b)); });
}
Value complexDivide(Thread &thread, Value left, Value right) {
  return arithmetic(thread, left, right, [&](Number a, Number b) {
    if (b == Number(0, 0))
      return raiseZeroDivisionError(thread, "complex division by zero");
    return make(thread, quotient(a, b));
  });
}

Number integerPower(Number base, int64_t n) {
  if (n < 0)
    return quotient({1, 0}, integerPower(base, -n));
  Number result(1, 0);
  for (int64_t mask = 1; mask > 0 && n >= mask; mask <<= 1) {
    if (n & mask)
      result = product(result, base);
    base = product(base, base);
  }
  return result;
}

Value complexPower(Thread &thread, Value left, Value right, Value modulus) {
  if (!isNone(modulus))
    return raiseValueError(thread, "complex modulo");
  return arithmetic(thread, left, right, [&](Number a, Number b) {
    Number result;
    if (b.imag() == 0 && b.real() == std::floor(b.real()) && std::fabs(b.real()) <= 100) {
      if (a == Number(0, 0) && b.real() < 0)
        return raiseZeroDivisionError(thread, "0.0 to a negative or complex power");
      result = integerPower(a, static_cast<int64_t>(b.real()));
    } else if (a == Number(0, 0)) {
      if (b.imag() != 0 || b.real() < 0)
        return raiseZeroDivisionError(thread, "0.0 to a negative or complex power");
      result = {0, 0};
    } else {
      double size = std::hypot(a.real(), a.imag());
      double length = std::pow(size, b.real());
      double angle = std::atan2(a.imag(), a.real());
      double phase = angle * b.real();
      if (b.imag() != 0) {
        length /= std::exp(angle * b.imag());
        phase += b.imag() * std::log(size);
      }
      result = {length * std::cos(phase), length * std::sin(phase)};
    }
    if ((std::isinf(result.real()) || std::isinf(result.imag())) && std::isfinite(a.real()) && std::isfinite(a.imag()))
      return raiseOverflowError(thread, "complex exponentiation");
    return make(thread, result);
  });
}

Value complexCompare(Thread &thread, Value self, Value other, CompareOp op) {
  if (op != CompareOp::kEqual && op != CompareOp::kNotEqual)
    return notImplemented();
  bool equal = false;
  Number a = numberOf(self);
  if (isInt(other)) {
    equal = a.imag() == 0 && !std::isnan(a.real()) && compareIntWithDouble(other, a.real()) == 0;
  } else if (isFloat(other)) {
    equal = a.imag() == 0 && a.real() == floatValue(other);
  } else if (isComplex(other)) {
    equal = a == numberOf(other);
  } else {
    return notImplemented();
  }
  (void)thread;
  return makeBool(equal == (op == CompareOp::kEqual));
}

IntResult complexHash(Thread &, Value self) {
  Number z = numberOf(self);
  uint64_t combined = static_cast<uint64_t>(hashOfDouble(z.real())) + 1000003 * static_cast<uint64_t>(hashOfDouble(z.imag()));
  return hashed(static_cast<int64_t>(combined));
}

int complexTruth(Thread &, Value self) { return numberOf(self) != Number(0, 0); }

Value complexRepr(Thread &thread, Value self) {
  Number z = numberOf(self);
  FloatStyle style;
  if (z.real() == 0 && !std::signbit(z.real()))
    return makeAscii(thread, formatDouble(z.imag(), style) + "j");
  std::string real = formatDouble(z.real(), style);
  style.always_sign = true;
  return makeAscii(thread, "(" + real + formatDouble(z.imag(), style) + "j)");
}

Value complexNegative(Thread &thread, Value self) { return make(thread, -numberOf(self)); }
Value complexPositive(Thread &thread, Value self) { return make(thread, numberOf(self)); }

Value complexAbsolute(Thread &thread, Value self) {
  Number z = numberOf(self);
  double size = std::hypot(z.real(), z.imag());
  if (std::isinf(size) && std::isfinite(z.real()) && std::isfinite(z.imag()))
    return raiseOverflowError(thread, "absolute value too large");
  return makeFloat(size);
}

// "1+2j", "(1+2j)", "3j", "j" ... with underscores between digits.
bool parseComplex(std::string text, Number &z) {
  std::string cleaned;
  for (size_t i = 0; i < text.size(); ++i) {
    auto digit = [&](size_t k) { return k < text.size() && text[k] >= '0' && text[k] <= '9'; };
    if (text[i] != '_')
      cleaned.push_back(text[i]);
    else if (i == 0 || !digit(i - 1) || !digit(i + 1))
      return false;
  }
  std::string_view rest = cleaned;
  auto trim = [&] {
    while (!rest.empty() && (rest.front() == ' ' || (rest.front() >= '\t' && rest.front() <= '\r')))
      rest.remove_prefix(1);
    while (!rest.empty() && (rest.back() == ' ' || (rest.back() >= '\t' && rest.back() <= '\r')))
      rest.remove_suffix(1);
  };
  trim();
  if (!rest.empty() && rest.front() == '(') {
    if (rest.back() != ')' || rest.size() < 2)
      return false;
    rest = rest.substr(1, rest.size() - 2);
    trim();
  }
  auto isJ = [](char c) { return c == 'j' || c == 'J'; };
  auto part = [&](double &value) {
    size_t used = parseDoublePrefix(rest, value);
    if (used == 0) {
      // A sign alone before j means one.
      size_t sign = !rest.empty() && (rest[0] == '+' || rest[0] == '-');
      if (sign >= rest.size() || !isJ(rest[sign]))
        return false;
      value = sign && rest[0] == '-' ? -1 : 1;
      used = sign;
    }
    rest.remove_prefix(used);
    return true;
  };
  double first = 0;
  if (rest.empty() || !part(first))
    return false;
  if (!rest.empty() && isJ(rest[0])) {
    z = {0, first};
    return rest.size() == 1;
  }
  if (rest.empty()) {
    z = {first, 0};
    return true;
  }
  double second = 0;
  if ((rest[0] != '+' && rest[0] != '-') || !part(second) || rest.size() != 1 || !isJ(rest[0]))
    return false;
  z = {first, second};
  return true;
}

// One argument of complex(): 1 found as a complex or real number.
bool component(Thread &thread, Value value, Number &z, bool &was_complex, const char *which) {
  was_complex = false;
  if (isComplex(value)) {
    z = numberOf(value);
    was_complex = true;
    return true;
  }
  Value method = lookupSpecial(thread, value, names.complex);
  if (method.isError())
    return false;
  if (!method.isUnbound()) {
    Value made = call(thread, method);
    if (made.isError())
      return false;
    if (!isComplex(made)) {
      raiseTypeError(thread, "__complex__ returned non-complex (type %T)", made.bits);
      return false;
    }
    if (!isExactly(made, complex_type) &&
        !warn(thread, &DeprecationWarning_type,
              "__complex__ returned non-complex (type %T).  The ability to return an instance of a strict subclass of complex is "
              "deprecated, and may be removed in a future version of Python.",
              made.bits))
      return false;
    z = numberOf(made);
    was_complex = true;
    return true;
  }
  const Slots &slots = typeOf(value)->slots;
  if (!value.isSmallInt() && !value.isDouble() && !slots.to_float && !slots.index) {
    raiseTypeError(thread, std::string_view(which).starts_with("s") ? "complex() second argument must be a number, not '%T'" : "complex() first argument must be a string or a number, not '%T'",
                   value.bits);
    return false;
  }
  double d = 0;
  if (!toDouble(thread, value, d))
    return false;
  z = {d, 0};
  return true;
}

Value complexConstruct(Thread &thread, LocalValue *args) {
  auto *type = args[0].as<Type>();
  Number z;
  Value real = args[1];
  Value imag = args[2];
  if (type == &complex_type && imag.isUnbound() && !real.isUnbound() && isExactly(real, complex_type))
    return real;
  if (!real.isUnbound() && isStr(real)) {
    if (!imag.isUnbound())
      return raiseTypeError(thread, "complex() can't take second arg if first is a string");
    std::string text;
    asciiNumber(real.as<Str>(), text);
    if (!parseComplex(text, z))
      return raiseValueError(thread, "complex() arg is a malformed string");
  } else {
    if (!imag.isUnbound() && isStr(imag))
      return raiseTypeError(thread, "complex() second arg can't be a string");
    bool first_complex = false;
    bool second_complex = false;
    Number first;
    Number second;
    if (!real.isUnbound() && !component(thread, real, first, first_complex, "first argument"))
      return Value::error();
    if (!imag.isUnbound() && !component(thread, imag, second, second_complex, "second argument"))
      return Value::error();
    double a = first.real();
    double b = imag.isUnbound() ? first.imag() : second.real();
    if (!imag.isUnbound()) {
      if (first_complex)
        b += first.imag();
      if (second_complex)
        a -= second.imag();
    }
    z = {a, b};
  }
  auto *object = allocate<Complex>(thread, type);
  object->real = z.real();
  object->imag = z.imag();
  return object;
}

Value complexConjugate(Thread &thread, LocalValue *args) { return make(thread, std::conj(numberOf(args[0]))); }
Value complexItself(Thread &thread, LocalValue *args) { return isExactly(args[0], complex_type) ? args[0] : make(thread, numberOf(args[0])); }

Value complexNewArgs(Thread &thread, LocalValue *args) {
  Number z = numberOf(args[0]);
  return makeTuple(thread, {makeFloat(z.real()), makeFloat(z.imag())});
}

Value complexFormat(Thread &thread, LocalValue *args) {
  if (!isStr(args[1]))
    return raiseTypeError(thread, "__format__() argument must be str, not %T", args[1].bits);
  return formatComplexWithSpec(thread, args[0], args[1].as<Str>());
}

Value complexReal(Thread &, Value self) { return makeFloat(self.as<Complex>()->real); }
Value complexImag(Thread &, Value self) { return makeFloat(self.as<Complex>()->imag); }

constexpr MethodDef kMethods[] = {
    {"conjugate", "($self, /)", complexConjugate, "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."},
    {"__complex__", "($self, /)", complexItself, "Convert this value to exact type complex."},
    {"__format__", "($self, format_spec, /)", complexFormat, "Convert to a string according to format_spec."},
    {"__getnewargs__", "($self, /)", complexNewArgs, ""},
};
constexpr GetSetDef kAttributes[] = {
    {"real", complexReal, nullptr, "the real part of a complex number"},
    {"imag", complexImag, nullptr, "the imaginary part of a complex number"},
};

} // namespace

bool toComplex(Thread &thread, Value value, Number &result) {
  bool was_complex = false;
  if (isComplex(value)) {
    result = numberOf(value);
    return true;
  }
  if (!value.isSmallInt() && !value.isDouble() && !typeOf(value)->slots.to_float && !typeOf(value)->slots.index) {
    Value method = lookupSpecial(thread, value, names.complex);
    if (method.isError())
      return false;
    if (method.isUnbound()) {
      raiseTypeError(thread, "must be real number, not %T", value.bits);
      return false;
    }
  }
  return component(thread, value, result, was_complex, "first argument");
}

extern const TypeDef complex_def;
const TypeDef complex_def = {
    .name = "complex",
    .doc = "Create a complex number from a real part and an optional imaginary part.\n\nThis is equivalent to (real + imag*1j) "
           "where imag defaults to 0.",
    .signature = "($type, real=?, imag=?)",
    .size = sizeof(Complex),
    .flags = kBaseType,
    .construct = complexConstruct,
    .slots = {.repr = complexRepr,
              .hash = complexHash,
              .compare = complexCompare,
              .truth = complexTruth,
              .negative = complexNegative,
              .positive = complexPositive,
              .absolute = complexAbsolute,
              .add = complexAdd,
              .subtract = complexSubtract,
              .multiply = complexMultiply,
              .true_divide = complexDivide,
              .power = complexPower},
    .methods = kMethods,
    .attributes = kAttributes,
    .has_weakrefs = false,
};

} // namespace pystm
