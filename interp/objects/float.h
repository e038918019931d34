// Floats: a Value holds the double itself; only instances of subclasses of float are objects.
#pragma once

#include "objects/object.h"

namespace pystm {

struct PYSTM_FROZEN Float : Object {
  int64_t reserved; // the second word of an object is not a program's data
  double value;
};

inline Value makeFloat(double d) { return Value::number(d); }
// Precondition: isFloat(value).
inline double floatValue(Value value) { return value.isDouble() ? value.asDouble() : value.as<Float>()->value; }
int64_t hashOfDouble(double d);
// float(value) for what has __float__ or __index__: TypeError "must be real number, not str".
bool toDouble(Thread &, Value, double &result);
double floatModulo(double left, double right);
double floatFloorDivide(double left, double right);
// left ** right with its errors; complex for a negative base with a fractional exponent.
Value powerFloats(Thread &, double left, double right);
// float(str): ValueError "could not convert string to float: 'x'".
Value floatFromStr(Thread &, Str *);

} // namespace pystm
