// Shifts and bit logic on integers of any size: negative numbers count as two's complement with
// infinitely many ones in front.
#include "objects/exception.h"
#include "objects/int_gmp.h"
#include "objects/int_limbs.h"
#include "vm/thread.h"

#include <algorithm>

namespace pystm {
namespace {

// The shift count; false when it is too large for any number (then `huge` tells the direction by the sign).
bool shiftCount(Thread &thread, Value count, int64_t &result) {
  IntView view(count);
  if (view.negative()) {
    raiseValueError(thread, "negative shift count");
    return false;
  }
  if (!fitsInt64(count, result))
    result = INT64_MAX;
  return true;
}

// Two's complement in `count` limbs.
void complement(uint64_t *limbs, int64_t count) {
  uint64_t carry = 1;
  for (int64_t i = 0; i < count; ++i) {
    limbs[i] = ~limbs[i] + carry;
    carry = carry != 0 && limbs[i] == 0;
  }
}

enum class Logic { kAnd, kOr, kXor };

Value logic(Thread &thread, Value left, Value right, Logic op) {
  IntView a(left);
  IntView b(right);
  int64_t count = std::max(a.count(), b.count()) + 1;
  LimbBuffer x(count);
  LimbBuffer y(count);
  std::copy(a.limbs(), a.limbs() + a.count(), x.data());
  std::copy(b.limbs(), b.limbs() + b.count(), y.data());
  if (a.negative())
    complement(x.data(), count);
  if (b.negative())
    complement(y.data(), count);
  for (int64_t i = 0; i < count; ++i) {
    if (op == Logic::kAnd)
      x[i] &= y[i];
    else if (op == Logic::kOr)
      x[i] |= y[i];
    else
      x[i] ^= y[i];
  }
  bool negative = x[count - 1] >> 63 != 0;
  if (negative)
    complement(x.data(), count);
  return makeIntFromLimbs(thread, x.data(), count, negative);
}

} // namespace

Value shiftLeftInts(Thread &thread, Value left, Value right) {
  int64_t count = 0;
  if (!shiftCount(thread, right, count))
    return Value::error();
  IntView a(left);
  if (a.zero())
    return Value::smallInt(0);
  if (left.isSmallInt() && count < 63 && a.bitLength() + count < 63)
    return makeInt(thread, left.asSmallInt() * (int64_t{1} << count));
  if (count > int64_t{1} << 40) {
    if (count == INT64_MAX)
      return raiseOverflowError(thread, "too many digits in integer");
    return raiseMemoryError(thread);
  }
  int64_t whole = count / 64;
  Int *result = allocateInt(thread, a.count() + whole + 1);
  if (!result)
    return Value::error();
  std::fill(result->limbs, result->limbs + whole, 0);
  uint64_t carry = 0;
  if (count % 64 != 0)
    carry = limbs::shiftLeft(result->limbs + whole, a.limbs(), a.count(), static_cast<unsigned>(count % 64));
  else
    std::copy(a.limbs(), a.limbs() + a.count(), result->limbs + whole);
  result->limbs[a.count() + whole] = carry;
  return finishInt(result, a.count() + whole + 1, a.negative());
}

Value shiftRightInts(Thread &thread, Value left, Value right) {
  int64_t count = 0;
  if (!shiftCount(thread, right, count))
    return Value::error();
  if (left.isSmallInt())
    return Value::smallInt(left.asSmallInt() >> std::min<int64_t>(count, 63));
  IntView a(left);
  int64_t whole = count / 64;
  if (whole >= a.count())
    return Value::smallInt(a.negative() ? -1 : 0);
  int64_t size = a.count() - whole;
  Int *result = allocateInt(thread, size + 1);
  if (!result)
    return Value::error();
  bool lost = false;
  for (int64_t i = 0; i < whole && a.negative() && !lost; ++i)
    lost = a.limbs()[i] != 0;
  if (count % 64 != 0)
    lost |= limbs::shiftRight(result->limbs, a.limbs() + whole, size, static_cast<unsigned>(count % 64)) != 0;
  else
    std::copy(a.limbs() + whole, a.limbs() + a.count(), result->limbs);
  result->limbs[size] = 0;
  // Toward minus infinity: what was shifted out of a negative number makes it one less.
  if (a.negative() && lost)
    limbs::increment(result->limbs, size + 1);
  return finishInt(result, size + 1, a.negative());
}

Value andInts(Thread &thread, Value left, Value right) {
  if (bothSmallInts(left, right))
    return Value::smallInt(left.asSmallInt() & right.asSmallInt());
  return logic(thread, left, right, Logic::kAnd);
}

Value orInts(Thread &thread, Value left, Value right) {
  if (bothSmallInts(left, right))
    return Value::smallInt(left.asSmallInt() | right.asSmallInt());
  return logic(thread, left, right, Logic::kOr);
}

Value xorInts(Thread &thread, Value left, Value right) {
  if (bothSmallInts(left, right))
    return Value::smallInt(left.asSmallInt() ^ right.asSmallInt());
  return logic(thread, left, right, Logic::kXor);
}

} // namespace pystm
