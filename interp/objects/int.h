// Integers. A small one is the Value itself (vm/value.h); what does not fit, and every instance of a
// subclass, is an Int on the heap: sign and magnitude in 64-bit limbs, as GMP's low-level functions take
// them. Values of exact type int are canonical: small whenever they fit. Operators are in
// int_operators.cpp, methods in int_methods.cpp, text in int_text.cpp.
#pragma once

#include "objects/object.h"

#include <string>
#include <string_view>

namespace pystm {

struct PYSTM_FROZEN Int : Object {
  int64_t size; // number of limbs, negated for negative numbers; 0 is zero
  uint64_t limbs[];
};

// The sign and magnitude of any integer, small or not; valid while this object lives.
class PYSTM_LOCAL_CLASS IntView {
public:
  // Precondition: isInt(value).
  explicit IntView(Value value) {
    if (value.isSmallInt())
      setSmall(value.asSmallInt());
    else
      setInt(value.as<Int>());
  }
  explicit IntView(int64_t n) { setSmall(n); }
  IntView(const IntView &) = delete;
  IntView &operator=(const IntView &) = delete;

  const uint64_t *limbs() const { return limbs_; }
  int64_t count() const { return count_; }
  bool negative() const { return negative_; }
  bool zero() const { return count_ == 0; }
  bool odd() const { return count_ != 0 && (limbs_[0] & 1) != 0; }
  int64_t bitLength() const {
    return count_ == 0 ? 0 : count_ * 64 - __builtin_clzll(limbs_[count_ - 1]);
  }

private:
  void setSmall(int64_t n) {
    negative_ = n < 0;
    local_ = negative_ ? ~static_cast<uint64_t>(n) + 1 : static_cast<uint64_t>(n);
    count_ = local_ != 0;
    limbs_ = &local_;
  }
  void setInt(const Int *object) {
    negative_ = object->size < 0;
    count_ = negative_ ? -object->size : object->size;
    limbs_ = object->limbs;
  }
  uint64_t local_ = 0;
  const uint64_t *limbs_ = nullptr;
  int64_t count_ = 0;
  bool negative_ = false;
};

Value makeIntSlow(Thread &, int64_t n);
inline Value makeInt(Thread &thread, int64_t n) {
  return Value::fitsSmallInt(n) ? Value::smallInt(n) : makeIntSlow(thread, n);
}
Value makeUnsigned(Thread &, uint64_t n);
// A magnitude of `count` limbs, leading zeros allowed.
Value makeIntFromLimbs(Thread &, const uint64_t *limbs, int64_t count, bool negative);
// The integer part of a finite double.
Value makeIntFromDouble(Thread &, double d);
inline Value makeBool(bool b) { return b ? trueValue() : falseValue(); }

// Whether the integer fits; no exception.
bool fitsInt64Slow(Value integer, int64_t &result);
inline bool fitsInt64(Value integer, int64_t &result) {
  if (integer.isSmallInt()) {
    result = integer.asSmallInt();
    return true;
  }
  int64_t large = 0;
  bool fits = fitsInt64Slow(integer, large);
  if (fits)
    result = large;
  return fits;
}
bool fitsUint64(Value integer, uint64_t &result);
// Calls __index__ where the value is no int; OverflowError where the result does not fit.
bool toInt64Slow(Thread &, Value, int64_t &result);
inline bool toInt64(Thread &thread, Value value, int64_t &result) {
  if (value.isSmallInt()) {
    result = value.asSmallInt();
    return true;
  }
  int64_t converted = 0;
  bool ok = toInt64Slow(thread, value, converted);
  if (ok)
    result = converted;
  return ok;
}
bool toInt(Thread &, Value, int &result);
// The low 64 bits of any integer (masks).
uint64_t lowBits(Value integer);

int64_t hashOfInt(Value integer);
// -1, 0 or 1.
int compareInts(Value a, Value b);
int compareIntWithDouble(Value integer, double d);
// OverflowError "int too large to convert to float".
bool intToDouble(Thread &, Value integer, double &result);

// The operators on integers; the operands must be ints (of any size, subclasses too).
Value addInts(Thread &, Value, Value);
Value subtractInts(Thread &, Value, Value);
Value multiplyInts(Thread &, Value, Value);
Value floorDivideInts(Thread &, Value, Value);
Value moduloInts(Thread &, Value, Value);
Value divmodInts(Thread &, Value, Value, Value &remainder); // the quotient
Value trueDivideInts(Thread &, Value, Value);
Value powerInts(Thread &, Value base, Value exponent, Value modulus_or_none);
Value shiftLeftInts(Thread &, Value, Value);
Value shiftRightInts(Thread &, Value, Value);
Value andInts(Thread &, Value, Value);
Value orInts(Thread &, Value, Value);
Value xorInts(Thread &, Value, Value);
Value negateInt(Thread &, Value);
Value absoluteInt(Thread &, Value);
Value invertInt(Thread &, Value);
Value gcdInts(Thread &, Value, Value);
Value integerSquareRoot(Thread &, Value non_negative);

// The digits of the magnitude, no sign, no prefix. Base 10 heeds the limit of digits
// (sys.set_int_max_str_digits) and fails with ValueError.
bool intDigits(Thread &, Value integer, int base, bool upper, std::string &digits);
// With a minus sign, base 10.
bool intToText(Thread &, Value integer, std::string &text);
// The text without surrounding whitespace and with ASCII digits for all decimal ones; what else is not ASCII
// becomes a question mark.
bool asciiNumber(const Str *text, std::string &result);
// What int(text, base) makes of text that has been stripped and whose digits are ASCII already. Unbound when the
// text is no integer (the caller knows the original text and raises).
Value parseInt(Thread &, std::string_view text, int base);
// The value of an integer literal's digits without prefix or underscores. The digit limit applies to base 10.
Value parseIntDigits(Thread &, std::string_view digits, int base, bool negative);

extern int int_max_str_digits; // 0: no limit

} // namespace pystm
