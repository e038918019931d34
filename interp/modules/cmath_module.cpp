// The module cmath: functions of complex numbers, by the C library's, with Python's errors.
#include "objects/complex.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/thread.h"

#include <cmath>
#include <complex>

namespace pystm {
namespace {

using Number = std::complex<double>;

bool finite(Number z) { return std::isfinite(z.real()) && std::isfinite(z.imag()); }
bool isNan(Number z) { return std::isnan(z.real()) || std::isnan(z.imag()); }
bool infinite(Number z) { return std::isinf(z.real()) || std::isinf(z.imag()); }

Value result(Thread &thread, Number z, Number from) {
  if (finite(from) && isNan(z))
    return raiseValueError(thread, "math domain error");
  if (finite(from) && infinite(z))
    return raiseOverflowError(thread, "math range error");
  return makeComplex(thread, z.real(), z.imag());
}

#define FUNCTION(name, expression)                                                                             \
  Value name(Thread &thread, LocalValue *args) {                                                                    \
    Number z;                                                                                                  \
    return toComplex(thread, args[0], z) ? result(thread, expression, z) : Value::error();                     \
  }
FUNCTION(acosFunction, std::acos(z))
FUNCTION(acoshFunction, std::acosh(z))
FUNCTION(asinFunction, std::asin(z))
FUNCTION(asinhFunction, std::asinh(z))
FUNCTION(atanFunction, std::atan(z))
FUNCTION(atanhFunction, std::atanh(z))
FUNCTION(cosFunction, std::cos(z))
FUNCTION(coshFunction, std::cosh(z))
FUNCTION(expFunction, std::exp(z))
FUNCTION(sinFunction, std::sin(z))
FUNCTION(sinhFunction, std::sinh(z))
FUNCTION(sqrtFunction, std::sqrt(z))
FUNCTION(tanFunction, std::tan(z))
FUNCTION(tanhFunction, std::tanh(z))
#undef FUNCTION

bool logOf(Thread &thread, Value value, Number &z) {
  if (!toComplex(thread, value, z))
    return false;
  if (z == Number(0, 0)) {
    raiseValueError(thread, "math domain error");
    return false;
  }
  z = std::log(z);
  return true;
}

Value logFunction(Thread &thread, LocalValue *args) {
  Number z;
  Number base;
  if (!logOf(thread, args[0], z))
    return Value::error();
  if (!args[1].isUnbound()) {
    if (!logOf(thread, args[1], base))
      return Value::error();
    if (base == Number(0, 0))
      return raiseValueError(thread, "math domain error");
    z /= base;
  }
  return makeComplex(thread, z.real(), z.imag());
}
Value log10Function(Thread &thread, LocalValue *args) {
  Number z;
  if (!logOf(thread, args[0], z))
    return Value::error();
  return makeComplex(thread, z.real() / M_LN10, z.imag() / M_LN10);
}

Value phase(Thread &thread, LocalValue *args) {
  Number z;
  return toComplex(thread, args[0], z) ? makeFloat(std::atan2(z.imag(), z.real())) : Value::error();
}
Value polar(Thread &thread, LocalValue *args) {
  Number z;
  if (!toComplex(thread, args[0], z))
    return Value::error();
  return makeTuple(thread, {makeFloat(std::hypot(z.real(), z.imag())), makeFloat(std::atan2(z.imag(), z.real()))});
}
Value rect(Thread &thread, LocalValue *args) {
  double r = 0;
  double angle = 0;
  if (!toDouble(thread, args[0], r) || !toDouble(thread, args[1], angle))
    return Value::error();
  if (angle == 0)
    return makeComplex(thread, r, r * angle);
  return makeComplex(thread, r * std::cos(angle), r * std::sin(angle));
}

#define PREDICATE(name, test)                                                                                  \
  Value name(Thread &thread, LocalValue *args) {                                                                    \
    Number z;                                                                                                  \
    return toComplex(thread, args[0], z) ? makeBool(test) : Value::error();                                    \
  }
PREDICATE(isFiniteFunction, finite(z))
PREDICATE(isInfFunction, infinite(z))
PREDICATE(isNanFunction, isNan(z))
#undef PREDICATE

Value isClose(Thread &thread, LocalValue *args) {
  Number a;
  Number b;
  double relative = 0;
  double absolute = 0;
  if (!toComplex(thread, args[0], a) || !toComplex(thread, args[1], b) || !toDouble(thread, args[2], relative) ||
      !toDouble(thread, args[3], absolute))
    return Value::error();
  if (relative < 0 || absolute < 0)
    return raiseValueError(thread, "tolerances must be non-negative");
  if (a == b)
    return trueValue();
  if (infinite(a) || infinite(b))
    return falseValue();
  double difference = std::abs(a - b);
  return makeBool(difference <= relative * std::abs(b) || difference <= relative * std::abs(a) || difference <= absolute);
}

constexpr MethodDef kFunctions[] = {
    {"acos", "(z, /)", acosFunction},   {"acosh", "(z, /)", acoshFunction}, {"asin", "(z, /)", asinFunction},
    {"asinh", "(z, /)", asinhFunction}, {"atan", "(z, /)", atanFunction},   {"atanh", "(z, /)", atanhFunction},
    {"cos", "(z, /)", cosFunction},     {"cosh", "(z, /)", coshFunction},   {"exp", "(z, /)", expFunction},
    {"log", "(z, base=?, /)", logFunction}, {"log10", "(z, /)", log10Function}, {"sin", "(z, /)", sinFunction},
    {"sinh", "(z, /)", sinhFunction},   {"sqrt", "(z, /)", sqrtFunction},   {"tan", "(z, /)", tanFunction},
    {"tanh", "(z, /)", tanhFunction},   {"phase", "(z, /)", phase},         {"polar", "(z, /)", polar},
    {"rect", "(r, phi, /)", rect},      {"isfinite", "(z, /)", isFiniteFunction}, {"isinf", "(z, /)", isInfFunction},
    {"isnan", "(z, /)", isNanFunction}, {"isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isClose},
};

bool initialize(Thread &thread, Module *module) {
  return setModuleAttribute(thread, module, "pi", makeFloat(M_PI)) && setModuleAttribute(thread, module, "e", makeFloat(M_E)) &&
         setModuleAttribute(thread, module, "tau", makeFloat(2 * M_PI)) &&
         setModuleAttribute(thread, module, "inf", makeFloat(HUGE_VAL)) && setModuleAttribute(thread, module, "nan", makeFloat(NAN)) &&
         setModuleAttribute(thread, module, "infj", makeComplex(thread, 0, HUGE_VAL)) &&
         setModuleAttribute(thread, module, "nanj", makeComplex(thread, 0, NAN));
}

} // namespace

extern const ModuleDef cmath_module;
const ModuleDef cmath_module = {"cmath", "This module provides access to mathematical functions for complex\nnumbers.", kFunctions, initialize};

} // namespace pystm
