// The module math. Functions of the C library with Python's errors; sums and products exact where CPython's are.
// Functions on integers are in math_integers.cpp.
#include "modules/math_integers.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <cmath>
#include <vector>

namespace pystm {
namespace {

Value domainError(Thread &thread) { return raiseValueError(thread, "math domain error"); }
Value rangeError(Thread &thread) { return raiseOverflowError(thread, "math range error"); }

// One argument; nan from a number or inf from a finite one is an error of domain or range.
Value unary(Thread &thread, LocalValue *args, double (*function)(double), bool can_overflow) {
  double x = 0;
  if (!toDouble(thread, args[0], x))
    return Value::error();
  double result = function(x);
  if (std::isnan(result) && !std::isnan(x))
    return domainError(thread);
  if (std::isinf(result) && std::isfinite(x))
    return can_overflow ? rangeError(thread) : domainError(thread);
  return makeFloat(result);
}

#define UNARY(name, function, can_overflow)                                                                    \
  Value name(Thread &thread, LocalValue *args) {                                                                    \
    return unary(thread, args, [](double x) -> double { return function; }, can_overflow);                     \
  }
UNARY(mathAcos, std::acos(x), false)
UNARY(mathAcosh, std::acosh(x), false)
UNARY(mathAsin, std::asin(x), false)
UNARY(mathAsinh, std::asinh(x), false)
UNARY(mathAtan, std::atan(x), false)
UNARY(mathAtanh, std::atanh(x), false)
UNARY(mathCbrt, std::cbrt(x), false)
UNARY(mathCos, std::cos(x), false)
UNARY(mathCosh, std::cosh(x), true)
UNARY(mathErf, std::erf(x), false)
UNARY(mathErfc, std::erfc(x), false)
UNARY(mathExp, std::exp(x), true)
UNARY(mathExp2, std::exp2(x), true)
UNARY(mathExpm1, std::expm1(x), true)
UNARY(mathFabs, std::fabs(x), false)
UNARY(mathLog1p, std::log1p(x), false)
UNARY(mathSin, std::sin(x), false)
UNARY(mathSinh, std::sinh(x), true)
UNARY(mathSqrt, std::sqrt(x), false)
UNARY(mathTan, std::tan(x), false)
UNARY(mathTanh, std::tanh(x), false)
UNARY(mathDegrees, x * (180.0 / M_PI), true)
UNARY(mathRadians, x * (M_PI / 180.0), true)
#undef UNARY

Value mathLgamma(Thread &thread, LocalValue *args) {
  double x = 0;
  if (!toDouble(thread, args[0], x))
    return Value::error();
  if (std::isfinite(x) && x <= 0 && x == std::floor(x))
    return domainError(thread);
  double result = std::lgamma(x);
  return std::isinf(result) && std::isfinite(x) ? rangeError(thread) : makeFloat(result);
}

Value mathGamma(Thread &thread, LocalValue *args) {
  double x = 0;
  if (!toDouble(thread, args[0], x))
    return Value::error();
  if (x == -HUGE_VAL || (std::isfinite(x) && x <= 0 && x == std::floor(x)))
    return domainError(thread);
  double result = std::tgamma(x);
  // Whole numbers up to 23 have an exact factorial.
  if (x == std::floor(x) && x > 0 && x <= 23) {
    result = 1;
    for (double k = 2; k < x; ++k)
      result *= k;
  }
  return std::isinf(result) && std::isfinite(x) ? rangeError(thread) : makeFloat(result);
}

Value rounding(Thread &thread, Value x, Str *method, double (*function)(double)) {
  if (!x.isDouble()) {
    Value special = lookupSpecial(thread, x, method);
    if (special.isError())
      return special;
    if (!special.isUnbound())
      return call(thread, special);
  }
  double d = 0;
  if (!toDouble(thread, x, d))
    return Value::error();
  return call(thread, &int_type, {makeFloat(function(d))});
}
Value mathCeil(Thread &thread, LocalValue *args) { return rounding(thread, args[0], intern(thread, "__ceil__"), std::ceil); }
Value mathFloor(Thread &thread, LocalValue *args) { return rounding(thread, args[0], intern(thread, "__floor__"), std::floor); }

Value mathTrunc(Thread &thread, LocalValue *args) {
  if (args[0].isDouble())
    return call(thread, &int_type, {args[0]});
  Value special = lookupSpecial(thread, args[0], names.trunc);
  if (special.isError())
    return special;
  if (special.isUnbound())
    return raiseTypeError(thread, "type %T doesn't define __trunc__ method", args[0].bits);
  return call(thread, special);
}

// log of an int of any size: the top bits and the count of the others.
bool logOf(Thread &thread, Value x, double (*function)(double), double log_of_two, double &result) {
  if (isInt(x)) {
    IntView view(x);
    if (view.zero() || view.negative()) {
      domainError(thread);
      return false;
    }
    if (view.bitLength() > 1023) {
      double top = 0;
      if (!intToDouble(thread, shiftRightInts(thread, x, makeInt(thread, view.bitLength() - 64)), top))
        return false;
      result = function(std::ldexp(top, -64)) + log_of_two * static_cast<double>(view.bitLength());
      return true;
    }
  }
  double d = 0;
  if (!toDouble(thread, x, d))
    return false;
  if (d <= 0) {
    domainError(thread);
    return false;
  }
  result = function(d);
  return true;
}

Value mathLog(Thread &thread, LocalValue *args) {
  double x = 0;
  double base = 0;
  if (!logOf(thread, args[0], std::log, M_LN2, x))
    return Value::error();
  if (args[1].isUnbound())
    return makeFloat(x);
  if (!logOf(thread, args[1], std::log, M_LN2, base))
    return Value::error();
  return base == 0 ? raiseZeroDivisionError(thread, "float division by zero") : makeFloat(x / base);
}
Value mathLog2(Thread &thread, LocalValue *args) {
  double x = 0;
  return logOf(thread, args[0], std::log2, 1.0, x) ? makeFloat(x) : Value::error();
}
Value mathLog10(Thread &thread, LocalValue *args) {
  double x = 0;
  return logOf(thread, args[0], std::log10, std::log10(2.0), x) ? makeFloat(x) : Value::error();
}

bool pairOf(Thread &thread, LocalValue *args, double &x, double &y) {
  return toDouble(thread, args[0], x) && toDouble(thread, args[1], y);
}

Value mathAtan2(Thread &thread, LocalValue *args) {
  double x = 0;
  double y = 0;
  return pairOf(thread, args, x, y) ? makeFloat(std::atan2(x, y)) : Value::error();
}
Value mathCopysign(Thread &thread, LocalValue *args) {
  double x = 0;
  double y = 0;
  return pairOf(thread, args, x, y) ? makeFloat(std::copysign(x, y)) : Value::error();
}
Value mathNextafter(Thread &thread, LocalValue *args) {
  double x = 0;
  double y = 0;
  return pairOf(thread, args, x, y) ? makeFloat(std::nextafter(x, y)) : Value::error();
}
Value mathFmod(Thread &thread, LocalValue *args) {
  double x = 0;
  double y = 0;
  if (!pairOf(thread, args, x, y))
    return Value::error();
  double result = std::fmod(x, y);
  return std::isnan(result) && !std::isnan(x) && !std::isnan(y) ? domainError(thread) : makeFloat(result);
}
Value mathRemainder(Thread &thread, LocalValue *args) {
  double x = 0;
  double y = 0;
  if (!pairOf(thread, args, x, y))
    return Value::error();
  double result = std::remainder(x, y);
  return std::isnan(result) && !std::isnan(x) && !std::isnan(y) ? domainError(thread) : makeFloat(result);
}
Value mathPow(Thread &thread, LocalValue *args) {
  double x = 0;
  double y = 0;
  if (!pairOf(thread, args, x, y))
    return Value::error();
  double result = std::pow(x, y);
  bool finite = std::isfinite(x) && std::isfinite(y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y))
    return domainError(thread);
  if (std::isinf(result) && finite)
    return x == 0 ? domainError(thread) : rangeError(thread);
  return makeFloat(result);
}

Value mathFrexp(Thread &thread, LocalValue *args) {
  double x = 0;
  if (!toDouble(thread, args[0], x))
    return Value::error();
  int exponent = 0;
  double fraction = std::isfinite(x) ? std::frexp(x, &exponent) : x;
  return makeTuple(thread, {makeFloat(fraction), Value::smallInt(exponent)});
}

Value mathLdexp(Thread &thread, LocalValue *args) {
  double x = 0;
  if (!toDouble(thread, args[0], x))
    return Value::error();
  if (!isInt(args[1]))
    return raiseTypeError(thread, "Expected an int as second argument to ldexp.");
  int64_t exponent = 0;
  if (!fitsInt64(args[1], exponent))
    exponent = IntView(args[1]).negative() ? INT32_MIN : INT32_MAX;
  if (x == 0 || !std::isfinite(x))
    return makeFloat(x);
  exponent = std::min<int64_t>(std::max<int64_t>(exponent, -5000), 5000);
  double result = std::ldexp(x, static_cast<int>(exponent));
  return std::isinf(result) ? rangeError(thread) : makeFloat(result);
}

Value mathModf(Thread &thread, LocalValue *args) {
  double x = 0;
  if (!toDouble(thread, args[0], x))
    return Value::error();
  double whole = 0;
  double fraction = std::modf(x, &whole);
  return makeTuple(thread, {makeFloat(fraction), makeFloat(whole)});
}

#define PREDICATE(name, test)                                                                                  \
  Value name(Thread &thread, LocalValue *args) {                                                                    \
    double x = 0;                                                                                              \
    return toDouble(thread, args[0], x) ? makeBool(test) : Value::error();                                     \
  }
PREDICATE(mathIsfinite, std::isfinite(x))
PREDICATE(mathIsinf, std::isinf(x))
PREDICATE(mathIsnan, std::isnan(x))
#undef PREDICATE

Value mathUlp(Thread &thread, LocalValue *args) {
  double x = 0;
  if (!toDouble(thread, args[0], x))
    return Value::error();
  x = std::fabs(x);
  if (!std::isfinite(x))
    return makeFloat(x);
  double next = std::nextafter(x, HUGE_VAL);
  return makeFloat(std::isinf(next) ? x - std::nextafter(x, -HUGE_VAL) : next - x);
}

Value mathIsclose(Thread &thread, LocalValue *args) {
  double a = 0;
  double b = 0;
  double relative = 0;
  double absolute = 0;
  if (!pairOf(thread, args, a, b) || !toDouble(thread, args[2], relative) || !toDouble(thread, args[3], absolute))
    return Value::error();
  if (relative < 0 || absolute < 0)
    return raiseValueError(thread, "tolerances must be non-negative");
  if (a == b)
    return trueValue();
  if (std::isinf(a) || std::isinf(b))
    return falseValue();
  double difference = std::fabs(b - a);
  return makeBool(difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a) || difference <= absolute);
}

Value mathHypot(Thread &thread, LocalValue *args) {
  auto *tuple = args[0].as<Tuple>();
  std::vector<double> values;
  double largest = 0;
  bool nan = false;
  for (Value item : *tuple) {
    double x = 0;
    if (!toDouble(thread, item, x))
      return Value::error();
    x = std::fabs(x);
    nan |= std::isnan(x);
    largest = std::max(largest, x);
    values.push_back(x);
  }
  if (std::isinf(largest))
    return makeFloat(largest);
  if (nan)
    return makeFloat(NAN);
  if (largest == 0)
    return makeFloat(0);
  // Long double keeps the sum of squares exact enough for one rounding.
  long double sum = 0;
  for (double x : values)
    sum += static_cast<long double>(x) * x;
  return makeFloat(static_cast<double>(std::sqrt(sum)));
}

Value mathDist(Thread &thread, LocalValue *args) {
  Tuple *p = tupleFrom(thread, args[0]);
  Tuple *q = p ? tupleFrom(thread, args[1]) : nullptr;
  if (!q)
    return Value::error();
  if (p->size != q->size)
    return raiseValueError(thread, "both points must have the same number of dimensions");
  Tuple *differences = makeTuple(thread, p->size);
  for (int64_t i = 0; i < p->size; ++i) {
    double a = 0;
    double b = 0;
    if (!toDouble(thread, p->items[i], a) || !toDouble(thread, q->items[i], b))
      return Value::error();
    differences->items[i] = makeFloat(a - b);
  }
  LocalValues all{differences};
  return mathHypot(thread, all);
}

// Shewchuk's exact sum: partial sums that do not overlap, rounded once at the end.
Value mathFsum(Thread &thread, LocalValue *args) {
  std::vector<double> partials;
  double special = 0;
  bool infinite = false;
  double infinities = 0;
  bool overflow = false;
  bool ok = forEach(thread, args[0], [&](Value item) {
    double x = 0;
    if (!toDouble(thread, item, x))
      return false;
    double original = x;
    size_t kept = 0;
    for (double y : partials) {
      if (std::fabs(x) < std::fabs(y))
        std::swap(x, y);
      double high = x + y;
      double low = y - (high - x);
      if (low != 0)
        partials[kept++] = low;
      x = high;
    }
    partials.resize(kept);
    if (x != 0) {
      if (!std::isfinite(x)) {
        if (std::isfinite(original)) {
          overflow = true;
          return false;
        }
        infinite |= std::isinf(original);
        if (std::isinf(original))
          infinities += original;
        special += original;
        partials.clear();
      } else {
        partials.push_back(x);
      }
    }
    return true;
  });
  if (overflow)
    return raiseOverflowError(thread, "intermediate overflow in fsum");
  if (!ok)
    return Value::error();
  if (special != 0) {
    if (std::isnan(infinities))
      return raiseValueError(thread, "-inf + inf in fsum");
    return makeFloat(special);
  }
  double high = 0;
  size_t n = partials.size();
  if (n > 0) {
    high = partials[--n];
    double low = 0;
    while (n > 0) {
      double x = high;
      double y = partials[--n];
      high = x + y;
      low = y - (high - x);
      if (low != 0)
        break;
    }
    if (n > 0 && ((low < 0 && partials[n - 1] < 0) || (low > 0 && partials[n - 1] > 0))) {
      double y = low * 2;
      double x = high + y;
      if (y == x - high)
        high = x;
    }
  }
  return makeFloat(high);
}

Value mathProd(Thread &thread, LocalValue *args) {
  Value result = args[1];
  bool ok = forEach(thread, args[0], [&](Value item) {
    result = binaryOperation(thread, BinaryOp::kMultiply, result, item);
    return !result.isError();
  });
  return ok ? result : Value::error();
}

constexpr MethodDef kFunctions[] = {
    {"acos", "(x, /)", mathAcos, "Return the arc cosine (measured in radians) of x."},
    {"acosh", "(x, /)", mathAcosh},
    {"asin", "(x, /)", mathAsin},
    {"asinh", "(x, /)", mathAsinh},
    {"atan", "(x, /)", mathAtan},
    {"atan2", "(y, x, /)", mathAtan2},
    {"atanh", "(x, /)", mathAtanh},
    {"cbrt", "(x, /)", mathCbrt},
    {"ceil", "(x, /)", mathCeil, "Return the ceiling of x as an Integral."},
    {"comb", "(n, k, /)", mathComb},
    {"copysign", "(x, y, /)", mathCopysign},
    {"cos", "(x, /)", mathCos, "Return the cosine of x (measured in radians)."},
    {"cosh", "(x, /)", mathCosh},
    {"degrees", "(x, /)", mathDegrees},
    {"dist", "(p, q, /)", mathDist},
    {"erf", "(x, /)", mathErf},
    {"erfc", "(x, /)", mathErfc},
    {"exp", "(x, /)", mathExp},
    {"exp2", "(x, /)", mathExp2},
    {"expm1", "(x, /)", mathExpm1},
    {"fabs", "(x, /)", mathFabs},
    {"factorial", "(n, /)", mathFactorial},
    {"floor", "(x, /)", mathFloor, "Return the floor of x as an Integral."},
    {"fmod", "(x, y, /)", mathFmod},
    {"frexp", "(x, /)", mathFrexp},
    {"fsum", "(seq, /)", mathFsum},
    {"gamma", "(x, /)", mathGamma},
    {"gcd", "(*integers)", mathGcd, "Greatest Common Divisor."},
    {"hypot", "(*coordinates)", mathHypot},
    {"isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", mathIsclose},
    {"isfinite", "(x, /)", mathIsfinite},
    {"isinf", "(x, /)", mathIsinf},
    {"isnan", "(x, /)", mathIsnan},
    {"isqrt", "(n, /)", mathIsqrt},
    {"lcm", "(*integers)", mathLcm, "Least Common Multiple."},
    {"ldexp", "(x, i, /)", mathLdexp},
    {"lgamma", "(x, /)", mathLgamma},
    {"log", "(x, base=?, /)", mathLog, "log(x, [base=math.e])\nReturn the logarithm of x to the given base."},
    {"log10", "(x, /)", mathLog10},
    {"log1p", "(x, /)", mathLog1p},
    {"log2", "(x, /)", mathLog2},
    {"modf", "(x, /)", mathModf},
    {"nextafter", "(x, y, /)", mathNextafter},
    {"perm", "(n, k=None, /)", mathPerm},
    {"pow", "(x, y, /)", mathPow},
    {"prod", "(iterable, /, *, start=1)", mathProd},
    {"radians", "(x, /)", mathRadians},
    {"remainder", "(x, y, /)", mathRemainder},
    {"sin", "(x, /)", mathSin, "Return the sine of x (measured in radians)."},
    {"sinh", "(x, /)", mathSinh},
    {"sqrt", "(x, /)", mathSqrt, "Return the square root of x."},
    {"tan", "(x, /)", mathTan},
    {"tanh", "(x, /)", mathTanh},
    {"trunc", "(x, /)", mathTrunc},
    {"ulp", "(x, /)", mathUlp},
};

bool initialize(Thread &thread, Module *module) {
  return setModuleAttribute(thread, module, "pi", makeFloat(M_PI)) && setModuleAttribute(thread, module, "e", makeFloat(M_E)) &&
         setModuleAttribute(thread, module, "tau", makeFloat(2 * M_PI)) &&
         setModuleAttribute(thread, module, "inf", makeFloat(HUGE_VAL)) &&
         setModuleAttribute(thread, module, "nan", makeFloat(NAN));
}

} // namespace

extern const ModuleDef math_module;
const ModuleDef math_module = {
    "math", "This module provides access to the mathematical functions\ndefined by the C standard.", kFunctions, initialize};

} // namespace pystm
