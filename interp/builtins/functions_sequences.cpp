// Builtin functions about iterables and numbers.
#include "builtins/builtins.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/function.h"
#include "objects/generator.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"

namespace pystm {

namespace {

Value absOf(Thread &thread, LocalValue *args) {
  UnarySlot slot = typeOf(args[0])->slots.absolute;
  return slot ? slot(thread, args[0]) : raiseTypeError(thread, "bad operand type for abs(): '%T'", args[0].bits);
}
template <bool stop_at> Value quantifier(Thread &thread, LocalValue *args) {
  Value result = makeBool(!stop_at);
  bool ok = forEach(thread, args[0], [&](Value item) {
    int truth = isTrue(thread, item);
    if (truth >= 0 && (truth != 0) != stop_at)
      return true;
    result = truth < 0 ? Value::error() : makeBool(stop_at);
    return false;
  });
  return ok || !thread.hasException() ? result : Value::error();
}
template <int base> Value inBase(Thread &thread, LocalValue *args) {
  Value index = indexOf(thread, args[0]);
  if (index.isError())
    return index;
  std::string digits;
  if (!intDigits(thread, index, base, false, digits))
    return Value::error();
  const char *prefix = base == 2 ? "0b" : base == 8 ? "0o" : "0x";
  bool negative = compareInts(index, Value::smallInt(0)) < 0;
  return makeStr(thread, (negative ? "-" : "") + std::string(prefix) + digits);
}
Value chrOf(Thread &thread, LocalValue *args) {
  int64_t code = 0;
  if (!indexOf(thread, args[0], code, &OverflowError_type))
    return Value::error();
  if (code < 0 || code > 0x10FFFF)
    return raiseValueError(thread, "chr() arg not in range(0x110000)");
  return makeStrOfChar(thread, static_cast<char32_t>(code));
}
Value ordOf(Thread &thread, LocalValue *args) {
  if (isStr(args[0]) && args[0].as<Str>()->length == 1)
    return Value::smallInt((*args[0].as<Str>())[0]);
  if (isStr(args[0]) || isBytes(args[0]) || isInstance(args[0], &bytearray_type)) {
    int64_t length = lengthOf(thread, args[0]);
    if (length == 1)
      return getItem(thread, args[0], Value::smallInt(0));
    return raiseTypeError(thread, "ord() expected a character, but string of length %ld found", static_cast<long>(length));
  }
  return raiseTypeError(thread, "ord() expected string of length 1, but %T found", args[0].bits);
}
Value divmodOf(Thread &thread, LocalValue *args) { return divmodOperation(thread, args[0], args[1]); }
Value powOf(Thread &thread, LocalValue *args) { return powerOperation(thread, args[0], args[1], args[2]); }
Value roundOf(Thread &thread, LocalValue *args) {
  Value method = lookupSpecial(thread, args[0], names.round);
  if (method.isSpecial())
    return method.isError() ? method : raiseTypeError(thread, "type %T doesn't define __round__ method", args[0].bits);
  return isNone(args[1]) ? call(thread, method) : call(thread, method, {args[1]});
}
Value sumOf(Thread &thread, LocalValue *args) {
  Value total = args[1];
  if (isStr(total))
    return raiseTypeError(thread, "sum() can't sum strings [use ''.join(seq) instead]");
  if (isBytes(total))
    return raiseTypeError(thread, "sum() can't sum bytes [use b''.join(seq) instead]");
  if (isInstance(total, &bytearray_type))
    return raiseTypeError(thread, "sum() can't sum bytearray [use b''.join(seq) instead]");
  bool ok = forEach(thread, args[0], [&](Value item) {
    if (bothSmallInts(total, item))
      total = makeInt(thread, total.asSmallInt() + item.asSmallInt());
    else if (total.isDouble() && item.isDouble())
      total = Value::number(total.asDouble() + item.asDouble());
    else
      total = binaryOperation(thread, BinaryOp::kAdd, total, item);
    return !total.isError();
  });
  return ok ? total : Value::error();
}

// min and max: `op` tells whether a candidate is better.
Value extreme(Thread &thread, const Arguments &args, const char *name, CompareOp op) {
  Value key = none(), otherwise;
  for (int64_t n = 0; n < args.keywords(); ++n) {
    auto *keyword = args.names->items[n].as<Str>();
    if (keyword->is("key"))
      key = args.values[args.positional + n];
    else if (keyword->is("default"))
      otherwise = args.values[args.positional + n];
    else
      return raiseTypeError(thread, "'%U' is an invalid keyword argument for %s()", keyword, name);
  }
  if (args.positional == 0)
    return raiseTypeError(thread, "%s expected at least 1 argument, got 0", name);
  if (args.positional > 1 && !otherwise.isUnbound())
    return raiseTypeError(thread, "Cannot specify a default for %s() with multiple positional arguments", name);
  Value best, best_key;
  auto consider = [&](Value item) {
    Value item_key = isNone(key) ? item : call(thread, key, {item});
    if (item_key.isError())
      return false;
    if (!best.isUnbound()) {
      Value better = compare(thread, item_key, best_key, op);
      int truth = better.isError() ? -1 : isTrue(thread, better);
      if (truth <= 0)
        return truth == 0;
    }
    best = item;
    best_key = item_key;
    return true;
  };
  if (args.positional == 1) {
    if (!forEach(thread, args[0], consider))
      return Value::error();
  } else {
    for (int64_t n = 0; n < args.positional; ++n)
      if (!consider(args[n]))
        return Value::error();
  }
  if (!best.isUnbound())
    return best;
  return otherwise.isUnbound() ? raiseValueError(thread, "%s() arg is an empty sequence", name) : otherwise;
}
Value minOf(Thread &thread, const Arguments &args) { return extreme(thread, args, "min", CompareOp::kLess); }
Value maxOf(Thread &thread, const Arguments &args) { return extreme(thread, args, "max", CompareOp::kGreater); }

Value sortedOf(Thread &thread, LocalValue *args) {
  List *list = listFrom(thread, args[0]);
  int reversed = list ? isTrue(thread, args[2]) : -1;
  return reversed >= 0 && listSort(thread, list, args[1], reversed) ? Value(list) : Value::error();
}
Value iterOf(Thread &thread, LocalValue *args) {
  if (args[1].isUnbound())
    return getIterator(thread, args[0]);
  if (!isCallable(args[0]))
    return raiseTypeError(thread, "iter(v, w): v must be callable");
  return makeCallableIterator(thread, args[0], args[1]);
}
Value nextOf(Thread &thread, LocalValue *args) {
  UnarySlot next = typeOf(args[0])->slots.next;
  if (!next)
    return raiseTypeError(thread, "'%T' object is not an iterator", args[0].bits);
  if (next == pythonNext && args[1].isUnbound())
    return callMethod(thread, args[0], names.next);
  Value item = next(thread, args[0]);
  if (item.isError() && !args[1].isUnbound() && exceptionMatches(thread, &StopIteration_type)) {
    thread.clearException();
    return args[1];
  }
  if (!item.isUnbound())
    return item;
  return args[1].isUnbound() ? raise(thread, Value(&StopIteration_type)) : args[1];
}
Value aiterOf(Thread &thread, LocalValue *args) {
  UnarySlot slot = typeOf(args[0])->slots.aiter;
  if (!slot)
    return raiseTypeError(thread, "'%T' object is not an async iterable", args[0].bits);
  Value iterator = slot(thread, args[0]);
  if (!iterator.isError() && !typeOf(iterator)->slots.anext)
    return raiseTypeError(thread, "aiter() returned not an async iterator of type '%T'", iterator.bits);
  return iterator;
}
Value anextOf(Thread &thread, LocalValue *args) {
  UnarySlot slot = typeOf(args[0])->slots.anext;
  if (!slot)
    return raiseTypeError(thread, "'%T' object is not an async iterator", args[0].bits);
  Value awaitable = slot(thread, args[0]);
  return awaitable.isError() || args[1].isUnbound() ? awaitable : makeAnextAwaitable(thread, awaitable, args[1]);
}

constexpr MethodDef kFunctions[] = {
    {"abs", "(x, /)", absOf, "Return the absolute value of the argument."},
    {"all", "(iterable, /)", quantifier<false>, "Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True."},
    {"any", "(iterable, /)", quantifier<true>, "Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False."},
    {"bin", "(number, /)", inBase<2>, "Return the binary representation of an integer.\n\n   >>> bin(2796202)\n   '0b1010101010101010101010'"},
    {"oct", "(number, /)", inBase<8>, "Return the octal representation of an integer.\n\n   >>> oct(342391)\n   '0o1234567'"},
    {"hex", "(number, /)", inBase<16>, "Return the hexadecimal representation of an integer.\n\n   >>> hex(12648430)\n   '0xc0ffee'"},
    {"chr", "(i, /)", chrOf, "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."},
    {"ord", "(c, /)", ordOf, "Return the Unicode code point for a one-character string."},
    {"divmod", "(x, y, /)", divmodOf, "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."},
    {"pow", "(base, exp, mod=None)", powOf, "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.\n\nSome types, such as ints, are able to use a more efficient algorithm when\ninvoked using the three argument form."},
    {"round", "(number, ndigits=None)", roundOf, "Round a number to a given precision in decimal digits.\n\nThe return value is an integer if ndigits is omitted or None.  Otherwise\nthe return value has the same type as the number.  ndigits may be negative."},
    {"sum", "(iterable, /, start=0)", sumOf, "Return the sum of a 'start' value (default: 0) plus an iterable of numbers\n\nWhen the iterable is empty, return the start value.\nThis function is intended specifically for use with numeric values and may\nreject non-numeric types."},
    {"min", "(*args, key=None)", minOf, "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its smallest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided iterable is empty.\nWith two or more arguments, return the smallest argument."},
    {"max", "(*args, key=None)", maxOf, "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its biggest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided iterable is empty.\nWith two or more arguments, return the largest argument."},
    {"sorted", "(iterable, /, *, key=None, reverse=False)", sortedOf, "Return a new list containing all items from the iterable in ascending order.\n\nA custom key function can be supplied to customize the sort order, and the\nreverse flag can be set to request the result in descending order."},
    {"iter", "(iterable, sentinel=?, /)", iterOf, "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nGet an iterator from an object.  In the first form, the argument must\nsupply its own iterator, or be a sequence.\nIn the second form, the callable is called until it returns the sentinel."},
    {"next", "(iterator, default=?, /)", nextOf, "next(iterator[, default])\n\nReturn the next item from the iterator. If default is given and the iterator\nis exhausted, it is returned instead of raising StopIteration."},
    {"aiter", "(async_iterable, /)", aiterOf, "Return an AsyncIterator for an AsyncIterable object."},
    {"anext", "(aiterator, default=?, /)", anextOf, "async anext(aiterator[, default])\n\nReturn the next item from the async iterator.  If default is given and the async\niterator is exhausted, it is returned instead of raising StopAsyncIteration."},
};

} // namespace

std::span<const MethodDef> sequenceFunctions() { return kFunctions; }

} // namespace pystm
