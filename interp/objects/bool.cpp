// The two truth values: objects with the layout of int, so that all of int's code takes them.
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/native.h"

namespace pystm {

Type bool_type;

namespace {

struct Bool : Object {
  int64_t size;
  uint64_t limb;
};
static_assert(sizeof(Bool) >= sizeof(Int) + sizeof(uint64_t));

Bool true_storage = {{&bool_type}, 1, 1};
Bool false_storage = {{&bool_type}, 0, 0};

bool isBool(Value value) { return value == trueValue() || value == falseValue(); }

Value boolRepr(Thread &thread, Value self) {
  static Str *texts[2] = {intern(thread, "False"), intern(thread, "True")};
  return texts[self == trueValue()];
}

Value boolAnd(Thread &thread, Value left, Value right) {
  if (isBool(left) && isBool(right))
    return makeBool(left == trueValue() && right == trueValue());
  return int_type.slots.bit_and(thread, left, right);
}

Value boolOr(Thread &thread, Value left, Value right) {
  if (isBool(left) && isBool(right))
    return makeBool(left == trueValue() || right == trueValue());
  return int_type.slots.bit_or(thread, left, right);
}

Value boolXor(Thread &thread, Value left, Value right) {
  if (isBool(left) && isBool(right))
    return makeBool(left != right);
  return int_type.slots.bit_xor(thread, left, right);
}

Value boolNew(Thread &thread, Type *, const Arguments &args) {
  if (args.keywords())
    return raiseTypeError(thread, "bool() takes no keyword arguments");
  if (args.positional > 1)
    return raiseTypeError(thread, "bool expected at most 1 argument, got %d", static_cast<int>(args.positional));
  int truth = args.positional ? isTrue(thread, args[0]) : 0;
  return truth < 0 ? Value::error() : makeBool(truth != 0);
}

} // namespace

Object &true_object = true_storage;
Object &false_object = false_storage;

Value trueValue() { return &true_storage; }
Value falseValue() { return &false_storage; }

extern const TypeDef bool_def;
const TypeDef bool_def = {
    .name = "bool",
    .doc = "bool(x) -> bool\n\nReturns True when the argument x is true, False otherwise.\nThe builtins True and False are "
           "the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be "
           "subclassed.",
    .signature = "($type, x=?, /)",
    .base = &int_type,
    .size = sizeof(Int),
    .flags = kIntFamily | kLayoutVariable,
    .slots = {.repr = boolRepr, .create = boolNew, .bit_and = boolAnd, .bit_or = boolOr, .bit_xor = boolXor},
    .has_weakrefs = false,
};

} // namespace pystm
