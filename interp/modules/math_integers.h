// The functions of the module math on integers; the table that names them is in math_module.cpp.
#pragma once

#include "vm/local_value.h"

namespace pystm {

class Thread;

Value mathGcd(Thread &, LocalValue *args);
Value mathLcm(Thread &, LocalValue *args);
Value mathIsqrt(Thread &, LocalValue *args);
Value mathFactorial(Thread &, LocalValue *args);
Value mathPerm(Thread &, LocalValue *args);
Value mathComb(Thread &, LocalValue *args);

} // namespace pystm
