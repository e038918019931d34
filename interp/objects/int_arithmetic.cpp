// Addition to power on integers of any size, over GMP's low-level functions; small results are left
// to the fast paths first. Shifts and bit logic are in int_bits.cpp.
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int_gmp.h"
#include "objects/int_limbs.h"
#include "text/float_text.h"
#include "vm/thread.h"

#include <cmath>
#include <gmp.h>

namespace pystm {
namespace {

Value addMagnitudes(Thread &thread, const IntView &a, const IntView &b, bool negative) {
  const IntView &longer = a.count() >= b.count() ? a : b;
  const IntView &shorter = a.count() >= b.count() ? b : a;
  Int *result = allocateInt(thread, longer.count() + 1);
  if (!result)
    return Value::error();
  uint64_t carry = 0;
  if (shorter.zero()) {
    for (int64_t i = 0; i < longer.count(); ++i)
      result->limbs[i] = longer.limbs()[i];
  } else {
    carry = limbs::add(result->limbs, longer.limbs(), longer.count(), shorter.limbs(), shorter.count());
  }
  result->limbs[longer.count()] = carry;
  return finishInt(result, longer.count() + 1, negative);
}

int compareMagnitudes(const IntView &a, const IntView &b) {
  if (a.count() != b.count())
    return a.count() < b.count() ? -1 : 1;
  return a.count() == 0 ? 0 : limbs::compare(a.limbs(), b.limbs(), a.count());
}

// |a| - |b|, negated if `negate`.
Value subtractMagnitudes(Thread &thread, const IntView &a, const IntView &b, bool negate) {
  int order = compareMagnitudes(a, b);
  if (order == 0)
    return Value::smallInt(0);
  const IntView &larger = order > 0 ? a : b;
  const IntView &smaller = order > 0 ? b : a;
  Int *result = allocateInt(thread, larger.count());
  if (!result)
    return Value::error();
  if (smaller.zero()) {
    for (int64_t i = 0; i < larger.count(); ++i)
      result->limbs[i] = larger.limbs()[i];
  } else {
    limbs::subtract(result->limbs, larger.limbs(), larger.count(), smaller.limbs(), smaller.count());
  }
  return finishInt(result, larger.count(), negate != (order < 0));
}

// Quotient and remainder of the magnitudes, truncated; limbs as long as the operands.
struct Division {
  Int *quotient;
  Int *remainder;
  int64_t quotient_count, remainder_count;
};

bool divideMagnitudes(Thread &thread, const IntView &a, const IntView &b, Division &result) {
  result.quotient_count = a.count() - b.count() + 1;
  result.remainder_count = b.count();
  result.quotient = allocateInt(thread, result.quotient_count);
  if (!result.quotient)
    return false;
  result.remainder = allocateInt(thread, result.remainder_count);
  if (!result.remainder)
    return false;
  limbs::divide(result.quotient->limbs, result.remainder->limbs, a.limbs(), a.count(), b.limbs(), b.count());
  return true;
}

// Floor division of what is not both small: either result may be unwanted.
bool floorDivision(Thread &thread, Value left, Value right, Value *quotient, Value *remainder) {
  IntView a(left);
  IntView b(right);
  if (b.zero()) {
    raiseZeroDivisionError(thread, quotient ? "integer division or modulo by zero" : "integer modulo by zero");
    return false;
  }
  Value q = Value::smallInt(0);
  Value r;
  if (a.count() < b.count()) {
    r = makeIntFromLimbs(thread, a.limbs(), a.count(), a.negative());
  } else {
    Division division{};
    if (!divideMagnitudes(thread, a, b, division))
      return false;
    q = finishInt(division.quotient, division.quotient_count, a.negative() != b.negative());
    r = finishInt(division.remainder, division.remainder_count, a.negative());
  }
  if (r.isError())
    return false;
  // Truncation rounded toward zero: one less when the remainder has the other sign than the divisor.
  if (r != Value::smallInt(0) && a.negative() != b.negative()) {
    if (quotient)
      q = subtractInts(thread, q, Value::smallInt(1));
    r = addInts(thread, r, right);
    if (q.isError() || r.isError())
      return false;
  }
  if (quotient)
    *quotient = q;
  if (remainder)
    *remainder = r;
  return true;
}

int64_t floorDivideSmall(int64_t a, int64_t b) {
  int64_t q = a / b;
  return (a % b != 0 && (a < 0) != (b < 0)) ? q - 1 : q;
}

int64_t moduloSmall(int64_t a, int64_t b) {
  int64_t r = a % b;
  return (r != 0 && (r < 0) != (b < 0)) ? r + b : r;
}

} // namespace

Value addInts(Thread &thread, Value left, Value right) {
  if (bothSmallInts(left, right))
    return makeInt(thread, left.asSmallInt() + right.asSmallInt());
  IntView a(left);
  IntView b(right);
  if (a.negative() == b.negative())
    return addMagnitudes(thread, a, b, a.negative());
  return a.negative() ? subtractMagnitudes(thread, b, a, false) : subtractMagnitudes(thread, a, b, false);
}

Value subtractInts(Thread &thread, Value left, Value right) {
  if (bothSmallInts(left, right))
    return makeInt(thread, left.asSmallInt() - right.asSmallInt());
  IntView a(left);
  IntView b(right);
  if (a.negative() != b.negative())
    return addMagnitudes(thread, a, b, a.negative());
  return subtractMagnitudes(thread, a, b, a.negative());
}

Value multiplyInts(Thread &thread, Value left, Value right) {
  int64_t product = 0;
  if (bothSmallInts(left, right) &&
      !__builtin_mul_overflow(left.asSmallInt(), right.asSmallInt(), &product))
    return makeInt(thread, product);
  IntView a(left);
  IntView b(right);
  if (a.zero() || b.zero())
    return Value::smallInt(0);
  Int *result = allocateInt(thread, a.count() + b.count());
  if (!result)
    return Value::error();
  if (a.count() >= b.count())
    limbs::multiply(result->limbs, a.limbs(), a.count(), b.limbs(), b.count());
  else
    limbs::multiply(result->limbs, b.limbs(), b.count(), a.limbs(), a.count());
  return finishInt(result, a.count() + b.count(), a.negative() != b.negative());
}

Value floorDivideInts(Thread &thread, Value left, Value right) {
  if (bothSmallInts(left, right) && right != Value::smallInt(0))
    return makeInt(thread, floorDivideSmall(left.asSmallInt(), right.asSmallInt()));
  Value quotient;
  return floorDivision(thread, left, right, &quotient, nullptr) ? quotient : Value::error();
}

Value moduloInts(Thread &thread, Value left, Value right) {
  if (bothSmallInts(left, right) && right != Value::smallInt(0))
    return Value::smallInt(moduloSmall(left.asSmallInt(), right.asSmallInt()));
  Value remainder;
  return floorDivision(thread, left, right, nullptr, &remainder) ? remainder : Value::error();
}

Value divmodInts(Thread &thread, Value left, Value right, Value &remainder) {
  if (bothSmallInts(left, right) && right != Value::smallInt(0)) {
    remainder = Value::smallInt(moduloSmall(left.asSmallInt(), right.asSmallInt()));
    return makeInt(thread, floorDivideSmall(left.asSmallInt(), right.asSmallInt()));
  }
  Value quotient;
  return floorDivision(thread, left, right, &quotient, &remainder) ? quotient : Value::error();
}

Value trueDivideInts(Thread &thread, Value left, Value right) {
  IntView a(left);
  IntView b(right);
  if (b.zero())
    return raiseZeroDivisionError(thread, "division by zero");
  if (a.zero())
    return makeFloat(b.negative() ? -0.0 : 0.0);
  if (a.bitLength() <= 53 && b.bitLength() <= 53) {
    double quotient = static_cast<double>(a.limbs()[0]) / static_cast<double>(b.limbs()[0]);
    return makeFloat(a.negative() != b.negative() ? -quotient : quotient);
  }
  // Scale so that the integer quotient has 63 or 64 bits, then round once.
  int64_t shift = 63 - (a.bitLength() - b.bitLength());
  bool sticky = false;
  mpz_t numerator;
  mpz_t denominator;
  mpz_init(numerator);
  mpz_init(denominator);
  mpz_import(numerator, static_cast<size_t>(a.count()), -1, 8, 0, 0, a.limbs());
  mpz_import(denominator, static_cast<size_t>(b.count()), -1, 8, 0, 0, b.limbs());
  if (shift >= 0)
    mpz_mul_2exp(numerator, numerator, static_cast<mp_bitcnt_t>(shift));
  else
    mpz_mul_2exp(denominator, denominator, static_cast<mp_bitcnt_t>(-shift));
  mpz_t remainder;
  mpz_init(remainder);
  mpz_tdiv_qr(numerator, remainder, numerator, denominator);
  sticky = mpz_sgn(remainder) != 0;
  uint64_t bits = mpz_get_ui(numerator);
  mpz_clear(numerator);
  mpz_clear(denominator);
  mpz_clear(remainder);
  double result = 0;
  if (!scaleToDouble(bits, sticky, -shift, result))
    return raiseOverflowError(thread, "integer division result too large for a float");
  return makeFloat(a.negative() != b.negative() ? -result : result);
}

Value negateInt(Thread &thread, Value value) {
  if (value.isSmallInt())
    return makeInt(thread, -value.asSmallInt());
  IntView view(value);
  return makeIntFromLimbs(thread, view.limbs(), view.count(), !view.negative());
}

Value absoluteInt(Thread &thread, Value value) {
  IntView view(value);
  return makeIntFromLimbs(thread, view.limbs(), view.count(), false);
}

Value invertInt(Thread &thread, Value value) {
  if (value.isSmallInt())
    return Value::smallInt(~value.asSmallInt());
  Value negated = negateInt(thread, value);
  return negated.isError() ? negated : subtractInts(thread, negated, Value::smallInt(1));
}

namespace {

class BigNumber {
public:
  BigNumber() { mpz_init(number); }
  explicit BigNumber(Value value) {
    IntView view(value);
    mpz_init(number);
    mpz_import(number, static_cast<size_t>(view.count()), -1, 8, 0, 0, view.limbs());
    if (view.negative())
      mpz_neg(number, number);
  }
  ~BigNumber() { mpz_clear(number); }
  BigNumber(const BigNumber &) = delete;
  BigNumber &operator=(const BigNumber &) = delete;
  Value value(Thread &thread) const {
    return makeIntFromLimbs(thread, mpz_limbs_read(number), static_cast<int64_t>(mpz_size(number)),
                            mpz_sgn(number) < 0);
  }
  mpz_t number;
};

Value powerModulo(Thread &thread, Value base, Value exponent, Value modulus) {
  if (IntView(modulus).zero())
    return raiseValueError(thread, "pow() 3rd argument cannot be 0");
  BigNumber b(base);
  BigNumber e(exponent);
  BigNumber m(modulus);
  bool negative = mpz_sgn(m.number) < 0;
  mpz_abs(m.number, m.number);
  BigNumber result;
  if (mpz_cmp_ui(m.number, 1) == 0)
    return Value::smallInt(0);
  if (mpz_sgn(e.number) < 0) {
    if (mpz_invert(b.number, b.number, m.number) == 0)
      return raiseValueError(thread, "base is not invertible for the given modulus");
    mpz_neg(e.number, e.number);
  }
  mpz_powm(result.number, b.number, e.number, m.number);
  if (negative && mpz_sgn(result.number) != 0)
    mpz_sub(result.number, result.number, m.number);
  return result.value(thread);
}

} // namespace

Value powerInts(Thread &thread, Value base, Value exponent, Value modulus) {
  if (!isNone(modulus))
    return powerModulo(thread, base, exponent, modulus);
  IntView e(exponent);
  if (e.negative()) {
    double b = 0;
    double x = 0;
    if (!intToDouble(thread, base, b) || !intToDouble(thread, exponent, x))
      return Value::error();
    return powerFloats(thread, b, x);
  }
  IntView b(base);
  if (e.zero() || (b.count() == 1 && b.limbs()[0] == 1))
    return Value::smallInt(b.negative() && e.odd() && !e.zero() ? -1 : 1);
  if (b.zero())
    return Value::smallInt(0);
  if (e.count() > 1)
    return raiseMemoryError(thread);
  uint64_t power = e.limbs()[0];
  if (static_cast<unsigned __int128>(power) * static_cast<uint64_t>(b.bitLength()) > uint64_t{1} << 40)
    return raiseMemoryError(thread);
  if (b.count() == 1 && b.bitLength() * static_cast<int64_t>(power) < 63) {
    uint64_t result = 1;
    for (uint64_t factor = b.limbs()[0]; power != 0; power >>= 1, factor *= factor) {
      if (power & 1)
        result *= factor;
    }
    return makeIntFromLimbs(thread, &result, 1, b.negative() && e.odd());
  }
  BigNumber number(base);
  BigNumber result;
  mpz_pow_ui(result.number, number.number, power);
  return result.value(thread);
}

Value gcdInts(Thread &thread, Value left, Value right) {
  if (bothSmallInts(left, right)) {
    int64_t a = std::abs(left.asSmallInt());
    int64_t b = std::abs(right.asSmallInt());
    while (b != 0) {
      int64_t rest = a % b;
      a = b;
      b = rest;
    }
    return makeInt(thread, a);
  }
  BigNumber a(left);
  BigNumber b(right);
  BigNumber result;
  mpz_gcd(result.number, a.number, b.number);
  return result.value(thread);
}

Value integerSquareRoot(Thread &thread, Value value) {
  BigNumber number(value);
  BigNumber result;
  mpz_sqrt(result.number, number.number);
  return result.value(thread);
}

} // namespace pystm
