// The functions of the module math on integers; the table that names them is in math_module.cpp.
#pragma once

#include "vm/value.h"

namespace pystm {

class Thread;

Value mathGcd(Thread &, Value *args);
Value mathLcm(Thread &, Value *args);
Value mathIsqrt(Thread &, Value *args);
Value mathFactorial(Thread &, Value *args);
Value mathPerm(Thread &, Value *args);
Value mathComb(Thread &, Value *args);

} // namespace pystm
