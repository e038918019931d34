// One number to and from its bytes in memory, by its code in struct's formats: for memoryview, array and
// _struct.
#pragma once

#include "objects/object.h"

namespace pystm {

// Native size of a code without '@', 0 when there is none.
int64_t nativeSize(char code);
// The number at `data` as Python sees it. 'c' is a bytes of length 1.
Value unpackNative(Thread &, char code, const uint8_t *data);
enum class PackResult { kOk, kRange, kType, kError };
// Stores a number. kRange: does not fit; kType: of the wrong type; kError: an exception is pending.
PackResult packNative(Thread &, char code, Value value, uint8_t *data);
// The limits of an integer code; false for other codes.
bool integerLimits(char code, bool &is_signed, int64_t &size);

// IEEE half precision.
double halfToDouble(uint16_t bits);
bool doubleToHalf(double d, uint16_t &bits); // false: too large

} // namespace pystm
