// Numbers in memory; see pack.h.
#include "objects/pack.h"

#include "objects/bytes.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "vm/thread.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace pystm {

int64_t nativeSize(char code) {
  switch (code) {
  case 'c':
  case 'b':
  case 'B':
  case '?':
  case 's':
  case 'p':
  case 'x':
    return 1;
  case 'h':
  case 'H':
  case 'e':
    return 2;
  case 'i':
  case 'I':
  case 'f':
    return 4;
  case 'l':
  case 'L':
  case 'q':
  case 'Q':
  case 'n':
  case 'N':
  case 'd':
  case 'P':
    return 8;
  default:
    return 0;
  }
}

bool integerLimits(char code, bool &is_signed, int64_t &size) {
  switch (code) {
  case 'b':
  case 'h':
  case 'i':
  case 'l':
  case 'q':
  case 'n':
    is_signed = true;
    break;
  case 'B':
  case 'H':
  case 'I':
  case 'L':
  case 'Q':
  case 'N':
  case 'P':
    is_signed = false;
    break;
  default:
    return false;
  }
  size = nativeSize(code);
  return true;
}

double halfToDouble(uint16_t bits) {
  int exponent = bits >> 10 & 31;
  int fraction = bits & 1023;
  double value = 0;
  if (exponent == 31)
    value = fraction == 0 ? HUGE_VAL : NAN;
  else if (exponent == 0)
    value = std::ldexp(fraction, -24);
  else
    value = std::ldexp(fraction + 1024, exponent - 25);
  return bits & 0x8000 ? -value : value;
}

bool doubleToHalf(double d, uint16_t &bits) {
  uint16_t sign = std::signbit(d) ? 0x8000 : 0;
  if (std::isnan(d)) {
    bits = sign | 0x7E00;
    return true;
  }
  if (std::isinf(d)) {
    bits = sign | 0x7C00;
    return true;
  }
  int exponent = 0;
  double fraction = std::frexp(std::fabs(d), &exponent); // [0.5, 1)
  if (d == 0) {
    bits = sign;
    return true;
  }
  // The unit of the last place: 2^-24 for small numbers.
  int unit = exponent - 11 < -24 ? -24 : exponent - 11;
  auto count = static_cast<int64_t>(std::nearbyint(std::ldexp(fraction, exponent - unit)));
  if (count == 2048) {
    count = 1024;
    ++unit;
  }
  if (unit > 5)
    return false;
  bits = count < 1024 ? sign | static_cast<uint16_t>(count)
                      : sign | static_cast<uint16_t>((unit + 25) << 10 | (count - 1024));
  return true;
}

Value unpackNative(Thread &thread, char code, const uint8_t *data) {
  bool is_signed = false;
  int64_t size = 0;
  if (integerLimits(code, is_signed, size)) {
    uint64_t raw = 0;
    std::memcpy(&raw, data, static_cast<size_t>(size));
    if (!is_signed)
      return makeUnsigned(thread, raw);
    int shift = static_cast<int>(64 - size * 8);
    return makeInt(thread, static_cast<int64_t>(raw << shift) >> shift);
  }
  switch (code) {
  case 'c':
    return makeBytes(thread, {reinterpret_cast<const char *>(data), 1});
  case '?':
    return makeBool(*data != 0);
  case 'e': {
    uint16_t bits = 0;
    std::memcpy(&bits, data, 2);
    return makeFloat(halfToDouble(bits));
  }
  case 'f': {
    float f = 0;
    std::memcpy(&f, data, 4);
    return makeFloat(f);
  }
  default: {
    double d = 0;
    std::memcpy(&d, data, 8);
    return makeFloat(d);
  }
  }
}

PackResult packNative(Thread &thread, char code, Value value, uint8_t *data) {
  bool is_signed = false;
  int64_t size = 0;
  if (integerLimits(code, is_signed, size)) {
    if (!isInt(value)) {
      if (!typeOf(value)->slots.index)
        return PackResult::kType;
      value = indexOf(thread, value);
      if (value.isError())
        return PackResult::kError;
    }
    uint64_t raw = 0;
    if (is_signed) {
      int64_t n = 0;
      int shift = static_cast<int>(64 - size * 8);
      if (!fitsInt64(value, n) || (static_cast<int64_t>(static_cast<uint64_t>(n) << shift) >> shift) != n)
        return PackResult::kRange;
      raw = static_cast<uint64_t>(n);
    } else if (!fitsUint64(value, raw) || (size < 8 && raw >> (size * 8) != 0)) {
      return PackResult::kRange;
    }
    std::memcpy(data, &raw, static_cast<size_t>(size));
    return PackResult::kOk;
  }
  if (code == 'c') {
    if (!isBytes(value) || value.as<Bytes>()->size != 1)
      return PackResult::kType;
    *data = value.as<Bytes>()->data[0];
    return PackResult::kOk;
  }
  if (code == '?') {
    int truth = isTrue(thread, value);
    *data = truth > 0;
    return truth < 0 ? PackResult::kError : PackResult::kOk;
  }
  if (!isFloat(value) && !isInt(value) && !typeOf(value)->slots.to_float && !typeOf(value)->slots.index)
    return PackResult::kType;
  double d = 0;
  if (!toDouble(thread, value, d))
    return PackResult::kError;
  if (code == 'd') {
    std::memcpy(data, &d, 8);
  } else if (code == 'f') {
    auto f = static_cast<float>(d);
    if (std::isinf(f) && !std::isinf(d))
      return PackResult::kRange;
    std::memcpy(data, &f, 4);
  } else {
    uint16_t bits = 0;
    if (!doubleToHalf(d, bits))
      return PackResult::kRange;
    std::memcpy(data, &bits, 2);
  }
  return PackResult::kOk;
}

} // namespace pystm
