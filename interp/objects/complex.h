// Complex numbers: two doubles.
#pragma once

#include "objects/object.h"

#include <complex>

namespace pystm {

struct Complex : Object {
  int64_t reserved; // the second word of an object is not a program's data
  double real, imag;
};

Value makeComplex(Thread &, double real, double imag);
inline bool isComplex(Value v) { return isInstance(v, &complex_type); }
// What has __complex__, __float__ or __index__: TypeError "must be a number, not str"-like.
bool toComplex(Thread &, Value, std::complex<double> &result);

} // namespace pystm
