// The module _operator: the operators as functions. itemgetter and its like are in operator_callables.cpp.
#include "modules/operator.h"

#include "objects/bytes.h"

namespace pystm {
namespace {

template <BinaryOp op> Value binary(Thread &thread, LocalValue *args) { return binaryOperation(thread, op, args[0], args[1]); }
template <BinaryOp op> Value inplace(Thread &thread, LocalValue *args) { return inplaceOperation(thread, op, args[0], args[1]); }
template <CompareOp op> Value comparison(Thread &thread, LocalValue *args) { return compare(thread, args[0], args[1], op); }

Value unary(Thread &thread, Value value, UnarySlot Slots::*slot, const char *symbol) {
  UnarySlot function = typeOf(value)->slots.*slot;
  return function ? function(thread, value) : raiseTypeError(thread, "bad operand type for %s: '%T'", symbol, value.bits);
}
Value negative(Thread &thread, LocalValue *args) { return unary(thread, args[0], &Slots::negative, "unary -"); }
Value positive(Thread &thread, LocalValue *args) { return unary(thread, args[0], &Slots::positive, "unary +"); }
Value invert(Thread &thread, LocalValue *args) { return unary(thread, args[0], &Slots::invert, "unary ~"); }
Value absolute(Thread &thread, LocalValue *args) { return unary(thread, args[0], &Slots::absolute, "abs()"); }

Value power(Thread &thread, LocalValue *args) { return powerOperation(thread, args[0], args[1], none()); }

Value truth(Thread &thread, LocalValue *args) {
  int result = isTrue(thread, args[0]);
  return result < 0 ? Value::error() : makeBool(result);
}
Value negation(Thread &thread, LocalValue *args) {
  int result = isTrue(thread, args[0]);
  return result < 0 ? Value::error() : makeBool(!result);
}
Value same(Thread &, LocalValue *args) { return makeBool(args[0].bits == args[1].bits); }
Value different(Thread &, LocalValue *args) { return makeBool(args[0].bits != args[1].bits); }

bool isSequence(Value value) { return typeOf(value)->slots.get_item && !isDict(value); }
Value concat(Thread &thread, LocalValue *args) {
  return isSequence(args[0]) ? binaryOperation(thread, BinaryOp::kAdd, args[0], args[1]) : raiseTypeError(thread, "'%T' object can't be concatenated", args[0].bits);
}
Value inplaceConcat(Thread &thread, LocalValue *args) {
  return isSequence(args[0]) ? inplaceOperation(thread, BinaryOp::kAdd, args[0], args[1]) : raiseTypeError(thread, "'%T' object can't be concatenated", args[0].bits);
}
Value contains(Thread &thread, LocalValue *args) {
  int found = containsItem(thread, args[0], args[1]);
  return found < 0 ? Value::error() : makeBool(found);
}
Value getOperator(Thread &thread, LocalValue *args) { return getItem(thread, args[0], args[1]); }
Value setOperator(Thread &thread, LocalValue *args) { return setItem(thread, args[0], args[1], args[2]) ? none() : Value::error(); }
Value deleteOperator(Thread &thread, LocalValue *args) { return setItem(thread, args[0], args[1], Value()) ? none() : Value::error(); }

Value countOf(Thread &thread, LocalValue *args) {
  int64_t count = 0;
  bool ok = forEach(thread, args[0], [&](Value item) {
    int equal = item == args[1] ? 1 : equals(thread, item, args[1]);
    count += equal > 0;
    return equal >= 0;
  });
  return ok ? makeInt(thread, count) : Value::error();
}
Value indexOfItem(Thread &thread, LocalValue *args) {
  Value iterator = getIterator(thread, args[0]);
  if (iterator.isError())
    return iterator;
  for (int64_t i = 0;; ++i) {
    Value item = nextItem(thread, iterator);
    if (item.isError())
      return item;
    if (item.isUnbound())
      return raiseValueError(thread, "sequence.index(x): x not in sequence");
    int equal = item == args[1] ? 1 : equals(thread, item, args[1]);
    if (equal)
      return equal < 0 ? Value::error() : makeInt(thread, i);
  }
}

Value lengthHint(Thread &thread, LocalValue *args) {
  Value otherwise = args[1];
  if (!isInt(otherwise))
    return raiseTypeError(thread, "'%T' object cannot be interpreted as an integer", otherwise.bits);
  if (typeOf(args[0])->slots.length) {
    int64_t length = lengthOf(thread, args[0]);
    if (length >= 0)
      return makeInt(thread, length);
    if (!exceptionMatches(thread, &TypeError_type))
      return Value::error();
    thread.clearException();
  }
  Value method = lookupSpecial(thread, args[0], intern(thread, "__length_hint__"));
  if (method.isUnbound() || method.isError())
    return method.isError() ? method : otherwise;
  Value hint = call(thread, method);
  if (hint.isError()) {
    if (!exceptionMatches(thread, &TypeError_type))
      return hint;
    thread.clearException();
    return otherwise;
  }
  if (hint == notImplemented())
    return otherwise;
  if (!isInt(hint))
    return raiseTypeError(thread, "__length_hint__ must be an integer, not %T", hint.bits);
  int64_t length = 0;
  if (!toInt64(thread, hint, length))
    return Value::error();
  return length < 0 ? raiseValueError(thread, "__length_hint__() should return >= 0") : hint;
}

Value callOperator(Thread &thread, const Arguments &args) {
  if (args.positional < 1)
    return raiseTypeError(thread, "call expected at least 1 argument, got 0");
  return call(thread, args[0], Arguments{args.values + 1, args.positional - 1, args.names});
}

// Takes as long for equal as for different texts.
Value compareDigest(Thread &thread, LocalValue *args) {
  std::string texts[2];
  for (int i = 0; i < 2; ++i) {
    if (isStr(args[0]) && isStr(args[1])) {
      if (!args[i].as<Str>()->ascii)
        return raiseTypeError(thread, "comparing strings with non-ASCII characters is not supported");
      texts[i] = args[i].as<Str>()->view();
      continue;
    }
    if (!hasBuffer(args[i]))
      return raiseTypeError(thread, "unsupported operand types(s) or combination of types: '%T' and '%T'", args[0].bits, args[1].bits);
    Buffer buffer;
    if (!getBuffer(thread, args[i], buffer))
      return Value::error();
    texts[i] = bufferView(buffer);
    releaseBuffer(buffer);
  }
  bool same_size = texts[0].size() == texts[1].size();
  const std::string &left = texts[same_size ? 0 : 1];
  unsigned differ = same_size ? 0 : 1;
  for (size_t i = 0; i < left.size(); ++i)
    differ |= static_cast<unsigned char>(left[i]) ^ static_cast<unsigned char>(texts[1][i]);
  return makeBool(differ == 0);
}

Value operatorIndex(Thread &thread, LocalValue *args) { return indexOf(thread, args[0]); }

#define PAIR "(a, b, /)"
#define BINARY(name, op, symbol) {name, PAIR, binary<BinaryOp::op>, "Same as a " symbol " b."}
#define INPLACE(name, op, symbol) {name, PAIR, inplace<BinaryOp::op>, "Same as a " symbol "= b."}
#define COMPARE(name, op, symbol) {name, PAIR, comparison<CompareOp::op>, "Same as a " symbol " b."}
constexpr MethodDef kFunctions[] = {
    BINARY("add", kAdd, "+"),
    BINARY("sub", kSubtract, "-"),
    BINARY("mul", kMultiply, "*"),
    BINARY("matmul", kMatrixMultiply, "@"),
    BINARY("truediv", kTrueDivide, "/"),
    BINARY("floordiv", kFloorDivide, "//"),
    BINARY("mod", kModulo, "%"),
    BINARY("lshift", kShiftLeft, "<<"),
    BINARY("rshift", kShiftRight, ">>"),
    BINARY("and_", kBitAnd, "&"),
    BINARY("xor", kBitXor, "^"),
    BINARY("or_", kBitOr, "|"),
    {"pow", PAIR, power, "Same as a ** b."},
    INPLACE("iadd", kAdd, "+"),
    INPLACE("isub", kSubtract, "-"),
    INPLACE("imul", kMultiply, "*"),
    INPLACE("imatmul", kMatrixMultiply, "@"),
    INPLACE("itruediv", kTrueDivide, "/"),
    INPLACE("ifloordiv", kFloorDivide, "//"),
    INPLACE("imod", kModulo, "%"),
    INPLACE("ilshift", kShiftLeft, "<<"),
    INPLACE("irshift", kShiftRight, ">>"),
    INPLACE("iand", kBitAnd, "&"),
    INPLACE("ixor", kBitXor, "^"),
    INPLACE("ior", kBitOr, "|"),
    INPLACE("ipow", kPower, "**"),
    COMPARE("lt", kLess, "<"),
    COMPARE("le", kLessEqual, "<="),
    COMPARE("eq", kEqual, "=="),
    COMPARE("ne", kNotEqual, "!="),
    COMPARE("gt", kGreater, ">"),
    COMPARE("ge", kGreaterEqual, ">="),
    {"neg", "(a, /)", negative, "Same as -a."},
    {"pos", "(a, /)", positive, "Same as +a."},
    {"invert", "(a, /)", invert, "Same as ~a."},
    {"inv", "(a, /)", invert, "Same as ~a."},
    {"abs", "(a, /)", absolute, "Same as abs(a)."},
    {"truth", "(a, /)", truth, "Return True if a is true, False otherwise."},
    {"not_", "(a, /)", negation, "Same as not a."},
    {"is_", PAIR, same, "Same as a is b."},
    {"is_not", PAIR, different, "Same as a is not b."},
    {"index", "(a, /)", operatorIndex, "Same as a.__index__()"},
    {"concat", PAIR, concat, "Same as a + b, for a and b sequences."},
    {"iconcat", PAIR, inplaceConcat, "Same as a += b, for a and b sequences."},
    {"contains", PAIR, contains, "Same as b in a (note reversed operands)."},
    {"countOf", PAIR, countOf, "Return the number of items in a which are, or which equal, b."},
    {"indexOf", PAIR, indexOfItem, "Return the first index of b in a."},
    {"getitem", PAIR, getOperator, "Same as a[b]."},
    {"setitem", "(a, b, c, /)", setOperator, "Same as a[b] = c."},
    {"delitem", PAIR, deleteOperator, "Same as del a[b]."},
    {"length_hint", "(obj, default=0, /)", lengthHint, "Return an estimate of the number of items in obj."},
    {"call", "(obj, /, *args, **kwargs)", callOperator, "Same as obj(*args, **kwargs)."},
    {"_compare_digest", PAIR, compareDigest, "Return 'a == b'."},
};

} // namespace

extern const ModuleDef operator_module;
const ModuleDef operator_module = {"_operator", "Operator interface.", kFunctions, addOperatorCallables};

} // namespace pystm
