// The functions of the module math on integers: divisors, roots, factorials, combinations.
#include "modules/math_integers.h"

#include "objects/exception.h"
#include "objects/int.h"
#include "objects/tuple.h"
#include "vm/thread.h"

namespace pystm {

namespace {

// The product of from..to by halves, so that factors stay of similar size.
Value rangeProduct(Thread &thread, int64_t from, int64_t to) {
  if (to - from < 8) {
    Value product = Value::smallInt(1);
    for (int64_t i = from; i <= to; ++i)
      product = multiplyInts(thread, product, makeInt(thread, i));
    return product;
  }
  int64_t middle = from + (to - from) / 2;
  return multiplyInts(thread, rangeProduct(thread, from, middle), rangeProduct(thread, middle + 1, to));
}

bool countArgument(Thread &thread, Value value, const char *name, int64_t &n, Value &whole) {
  whole = indexOf(thread, value);
  if (whole.isError())
    return false;
  if (IntView(whole).negative()) {
    raiseValueError(thread, "%s must be a non-negative integer", name);
    return false;
  }
  if (!fitsInt64(whole, n))
    n = INT64_MAX;
  return true;
}

} // namespace

Value mathGcd(Thread &thread, LocalValue *args) {
  Value result = Value::smallInt(0);
  for (Value item : *args[0].as<Tuple>()) {
    Value n = indexOf(thread, item);
    result = n.isError() ? n : gcdInts(thread, result, n);
    if (result.isError())
      return result;
  }
  return result;
}

Value mathLcm(Thread &thread, LocalValue *args) {
  Value result = Value::smallInt(1);
  for (Value item : *args[0].as<Tuple>()) {
    Value n = indexOf(thread, item);
    if (n.isError())
      return n;
    if (IntView(n).zero()) {
      result = Value::smallInt(0);
      continue;
    }
    if (result == Value::smallInt(0))
      continue;
    Value shared = gcdInts(thread, result, n);
    result = absoluteInt(thread, multiplyInts(thread, floorDivideInts(thread, result, shared), n));
    if (result.isError())
      return result;
  }
  return result;
}

Value mathIsqrt(Thread &thread, LocalValue *args) {
  Value n = indexOf(thread, args[0]);
  if (n.isError())
    return n;
  if (IntView(n).negative())
    return raiseValueError(thread, "isqrt() argument must be nonnegative");
  return integerSquareRoot(thread, n);
}

Value mathFactorial(Thread &thread, LocalValue *args) {
  Value n = indexOf(thread, args[0]);
  if (n.isError())
    return n;
  int64_t count = 0;
  if (IntView(n).negative())
    return raiseValueError(thread, "factorial() not defined for negative values");
  if (!fitsInt64(n, count))
    return raiseOverflowError(thread, "factorial() argument should not exceed 9223372036854775807");
  return rangeProduct(thread, 2, count);
}

Value mathPerm(Thread &thread, LocalValue *args) {
  if (isNone(args[1]))
    return mathFactorial(thread, args);
  Value n;
  Value k;
  int64_t small_n = 0;
  int64_t small_k = 0;
  if (!countArgument(thread, args[0], "n", small_n, n) || !countArgument(thread, args[1], "k", small_k, k))
    return Value::error();
  if (compareInts(k, n) > 0)
    return Value::smallInt(0);
  if (small_k == INT64_MAX)
    return raiseOverflowError(thread, "k must not exceed %lld", static_cast<long long>(INT64_MAX));
  Value result = Value::smallInt(1);
  for (int64_t i = 0; i < small_k && !result.isError(); ++i)
    result = multiplyInts(thread, result, subtractInts(thread, n, makeInt(thread, i)));
  return result;
}

Value mathComb(Thread &thread, LocalValue *args) {
  Value n;
  Value k;
  int64_t small_n = 0;
  int64_t small_k = 0;
  if (!countArgument(thread, args[0], "n", small_n, n) || !countArgument(thread, args[1], "k", small_k, k))
    return Value::error();
  if (compareInts(k, n) > 0)
    return Value::smallInt(0);
  Value other = subtractInts(thread, n, k);
  if (compareInts(other, k) < 0 && !fitsInt64(other, small_k))
    small_k = INT64_MAX;
  if (small_k == INT64_MAX)
    return raiseOverflowError(thread, "min(n - k, k) must not exceed %lld", static_cast<long long>(INT64_MAX));
  Value result = Value::smallInt(1);
  for (int64_t i = 0; i < small_k && !result.isError(); ++i) {
    result = multiplyInts(thread, result, subtractInts(thread, n, makeInt(thread, i)));
    result = floorDivideInts(thread, result, makeInt(thread, i + 1));
  }
  return result;
}

} // namespace pystm
