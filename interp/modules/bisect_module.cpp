// The module _bisect: positions in sorted sequences.
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

namespace pystm {
namespace {

enum class Side { kLeft, kRight };

// The position at which `x` belongs; -1 with an exception pending. args: a, x, lo, hi, key.
int64_t find(Thread &thread, Side side, Value sequence, Value x, Value low, Value high, Value key) {
  int64_t lo = 0;
  int64_t hi = -1;
  if (!indexOf(thread, low, lo))
    return -1;
  if (!isNone(high) && !indexOf(thread, high, hi))
    return -1;
  if (lo < 0) {
    raiseValueError(thread, "lo must be non-negative");
    return -1;
  }
  if (isNone(high) && (hi = lengthOf(thread, sequence)) < 0)
    return -1;
  while (lo < hi) {
    int64_t middle = lo + (hi - lo) / 2;
    Value item = getItem(thread, sequence, makeInt(thread, middle));
    if (!item.isError() && !isNone(key))
      item = call(thread, key, {item});
    if (item.isError())
      return -1;
    Value less = side == Side::kLeft ? compare(thread, item, x, CompareOp::kLess) : compare(thread, x, item, CompareOp::kLess);
    int truth = less.isError() ? -1 : isTrue(thread, less);
    if (truth < 0)
      return -1;
    if ((truth != 0) == (side == Side::kLeft))
      lo = middle + 1;
    else
      hi = middle;
  }
  return lo;
}

template <Side kSide> Value bisect(Thread &thread, LocalValue *args) {
  int64_t at = find(thread, kSide, args[0], args[1], args[2], args[3], args[4]);
  return at < 0 ? Value::error() : makeInt(thread, at);
}

template <Side kSide> Value insort(Thread &thread, LocalValue *args) {
  Value key = isNone(args[4]) ? args[1] : call(thread, args[4], {args[1]});
  if (key.isError())
    return key;
  int64_t at = find(thread, kSide, args[0], key, args[2], args[3], args[4]);
  if (at < 0)
    return Value::error();
  if (isExactly(args[0], list_type))
    return listInsert(thread, args[0].as<List>(), at, args[1]) ? none() : Value::error();
  Value result = callMethod(thread, args[0], "insert", {makeInt(thread, at), args[1]});
  return result.isError() ? result : none();
}

constexpr const char *kSignature = "(a, x, lo=0, hi=None, *, key=None)";
constexpr MethodDef kFunctions[] = {
    {"bisect", kSignature, bisect<Side::kRight>, "Return the index where to insert item x in list a, assuming a is sorted."},
    {"bisect_right", kSignature, bisect<Side::kRight>, "Return the index where to insert item x in list a, assuming a is sorted."},
    {"bisect_left", kSignature, bisect<Side::kLeft>, "Return the index where to insert item x in list a, assuming a is sorted."},
    {"insort", kSignature, insort<Side::kRight>, "Insert item x in list a, and keep it sorted assuming a is sorted."},
    {"insort_right", kSignature, insort<Side::kRight>, "Insert item x in list a, and keep it sorted assuming a is sorted."},
    {"insort_left", kSignature, insort<Side::kLeft>, "Insert item x in list a, and keep it sorted assuming a is sorted."},
};

} // namespace

extern const ModuleDef bisect_module;
const ModuleDef bisect_module = {"_bisect", "Bisection algorithms.", kFunctions};

} // namespace pystm
