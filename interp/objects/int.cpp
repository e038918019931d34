// The making of integers, conversions to machine types, hash and comparison; see int.h.
#include "objects/int.h"

#include "objects/exception.h"
#include "objects/int_gmp.h"
#include "objects/int_limbs.h"
#include "text/float_text.h"
#include "vm/thread.h"

#include <cmath>

namespace pystm {

namespace {

constexpr uint64_t kHashModulus = (uint64_t{1} << 61) - 1;

} // namespace

Int *allocateInt(Thread &thread, int64_t count) {
  return allocate<Int>(thread, &int_type, static_cast<size_t>(count) * sizeof(uint64_t));
}

Value finishInt(Int *object, int64_t count, bool negative) {
  while (count > 0 && object->limbs[count - 1] == 0)
    --count;
  if (count == 0)
    return Value::smallInt(0);
  if (count == 1) {
    uint64_t magnitude = object->limbs[0];
    if (magnitude <= static_cast<uint64_t>(Value::kMaxSmallInt) + (negative ? 1 : 0)) {
      auto n = static_cast<int64_t>(magnitude);
      return Value::smallInt(negative ? -n : n);
    }
  }
  object->size = negative ? -count : count;
  return object;
}

Value makeIntFromLimbs(Thread &thread, const uint64_t *limbs, int64_t count, bool negative) {
  while (count > 0 && limbs[count - 1] == 0)
    --count;
  if (count == 0)
    return Value::smallInt(0);
  if (count == 1 && limbs[0] <= static_cast<uint64_t>(Value::kMaxSmallInt) + (negative ? 1 : 0)) {
    auto n = static_cast<int64_t>(limbs[0]);
    return Value::smallInt(negative ? -n : n);
  }
  Int *object = allocateInt(thread, count);
  if (!object)
    return Value::error();
  for (int64_t i = 0; i < count; ++i)
    object->limbs[i] = limbs[i];
  object->size = negative ? -count : count;
  return object;
}

Value makeIntSlow(Thread &thread, int64_t n) {
  uint64_t magnitude = n < 0 ? ~static_cast<uint64_t>(n) + 1 : static_cast<uint64_t>(n);
  return makeIntFromLimbs(thread, &magnitude, 1, n < 0);
}

Value makeUnsigned(Thread &thread, uint64_t n) { return makeIntFromLimbs(thread, &n, 1, false); }

Value makeIntFromDouble(Thread &thread, double d) {
  if (std::fabs(d) < 1e14)
    return Value::smallInt(static_cast<int64_t>(d));
  int exponent = 0;
  double fraction = std::frexp(std::fabs(d), &exponent); // in [0.5, 1)
  auto bits = static_cast<uint64_t>(std::ldexp(fraction, 53));
  exponent -= 53; // bits * 2^exponent
  if (exponent <= 0) {
    bits >>= -exponent;
    return makeIntFromLimbs(thread, &bits, 1, d < 0);
  }
  int64_t count = exponent / 64 + 2;
  LimbBuffer buffer(count);
  buffer[exponent / 64] = bits << (exponent % 64);
  buffer[exponent / 64 + 1] = exponent % 64 == 0 ? 0 : bits >> (64 - exponent % 64);
  return makeIntFromLimbs(thread, buffer.data(), count, d < 0);
}

bool fitsInt64Slow(Value integer, int64_t &result) {
  IntView view(integer);
  if (view.count() > 1)
    return false;
  uint64_t magnitude = view.count() == 0 ? 0 : view.limbs()[0];
  if (magnitude > (uint64_t{1} << 63) - (view.negative() ? 0 : 1))
    return false;
  result = static_cast<int64_t>(view.negative() ? ~magnitude + 1 : magnitude);
  return true;
}

bool fitsUint64(Value integer, uint64_t &result) {
  IntView view(integer);
  if (view.count() > 1 || view.negative())
    return false;
  result = view.count() == 0 ? 0 : view.limbs()[0];
  return true;
}

bool toInt64Slow(Thread &thread, Value value, int64_t &result) {
  if (!isInt(value)) {
    value = indexOf(thread, value);
    if (value.isError())
      return false;
  }
  if (fitsInt64(value, result))
    return true;
  raiseOverflowError(thread, "Python int too large to convert to C long");
  return false;
}

bool toInt(Thread &thread, Value value, int &result) {
  int64_t wide = 0;
  if (!toInt64(thread, value, wide))
    return false;
  if (wide > INT32_MAX || wide < INT32_MIN) {
    raiseOverflowError(thread, wide > 0 ? "signed integer is greater than maximum"
                                        : "signed integer is less than minimum");
    return false;
  }
  result = static_cast<int>(wide);
  return true;
}

uint64_t lowBits(Value integer) {
  IntView view(integer);
  uint64_t low = view.count() == 0 ? 0 : view.limbs()[0];
  return view.negative() ? ~low + 1 : low;
}

int64_t hashOfInt(Value integer) {
  IntView view(integer);
  uint64_t hash = 0;
  if (view.count() == 1) {
    hash = view.limbs()[0] % kHashModulus;
  } else {
    // 2^61 is 1 modulo the modulus, so a step of 64 bits is a multiplication by 8.
    for (int64_t i = view.count() - 1; i >= 0; --i) {
      unsigned __int128 wide = static_cast<unsigned __int128>(hash) * 8 + view.limbs()[i];
      hash = static_cast<uint64_t>(wide % kHashModulus);
    }
  }
  auto signed_hash = static_cast<int64_t>(hash);
  if (view.negative())
    signed_hash = -signed_hash;
  return signed_hash == -1 ? -2 : signed_hash;
}

int compareInts(Value a, Value b) {
  if (bothSmallInts(a, b)) {
    int64_t x = a.asSmallInt();
    int64_t y = b.asSmallInt();
    return x < y ? -1 : x > y;
  }
  IntView x(a);
  IntView y(b);
  if (x.zero() && y.zero())
    return 0;
  if (x.negative() != y.negative())
    return x.negative() ? -1 : 1;
  int order = 0;
  if (x.count() != y.count())
    order = x.count() < y.count() ? -1 : 1;
  else
    order = limbs::compare(x.limbs(), y.limbs(), x.count());
  return x.negative() ? -order : order;
}

namespace {

// The magnitude as a double, rounded half to even; false when it is too large.
bool magnitudeToDouble(const IntView &view, double &result) {
  int64_t count = view.count();
  if (count == 0) {
    result = 0;
    return true;
  }
  if (count == 1)
    return scaleToDouble(view.limbs()[0], false, 0, result);
  int shift = __builtin_clzll(view.limbs()[count - 1]);
  uint64_t top = view.limbs()[count - 1] << shift;
  uint64_t next = view.limbs()[count - 2];
  bool sticky = false;
  if (shift != 0) {
    top |= next >> (64 - shift);
    sticky = (next << shift) != 0;
  } else {
    sticky = next != 0;
  }
  for (int64_t i = 0; i < count - 2 && !sticky; ++i)
    sticky = view.limbs()[i] != 0;
  return scaleToDouble(top, sticky, (count - 1) * 64 - shift, result);
}

} // namespace

bool intToDouble(Thread &thread, Value integer, double &result) {
  if (integer.isSmallInt()) {
    result = static_cast<double>(integer.asSmallInt());
    return true;
  }
  IntView view(integer);
  if (!magnitudeToDouble(view, result)) {
    raiseOverflowError(thread, "int too large to convert to float");
    return false;
  }
  if (view.negative())
    result = -result;
  return true;
}

int compareIntWithDouble(Value integer, double d) {
  if (integer.isSmallInt()) {
    auto x = static_cast<double>(integer.asSmallInt());
    return x < d ? -1 : x > d;
  }
  IntView view(integer);
  double sign = view.zero() ? 0 : view.negative() ? -1 : 1;
  if (std::isinf(d))
    return d > 0 ? -1 : 1;
  double other = d > 0 ? 1 : d < 0 ? -1 : 0;
  if (sign != other)
    return sign < other ? -1 : 1;
  if (sign == 0)
    return 0;
  int exponent = 0;
  double fraction = std::frexp(std::fabs(d), &exponent);
  int order = 0;
  if (view.bitLength() != exponent) {
    order = view.bitLength() < exponent ? -1 : 1;
  } else {
    // Both lie in the same power of two: compare the integer with the double's 53 bits, limb by limb.
    auto bits = static_cast<uint64_t>(std::ldexp(fraction, 53));
    int shift = exponent - 53;
    int64_t count = view.count();
    LimbBuffer wanted(count + 2);
    LimbBuffer given(count + 2);
    for (int64_t i = 0; i < count; ++i)
      given[i] = view.limbs()[i];
    if (shift >= 0) {
      wanted[shift / 64] = bits << (shift % 64);
      if (shift % 64 != 0)
        wanted[shift / 64 + 1] = bits >> (64 - shift % 64);
    } else {
      wanted[0] = bits;
      if (count > 0)
        limbs::shiftLeft(given.data(), given.data(), count + 1, static_cast<unsigned>(-shift));
    }
    order = limbs::compare(given.data(), wanted.data(), count + 1);
    order = order < 0 ? -1 : order > 0;
  }
  return sign < 0 ? -order : order;
}

} // namespace pystm
