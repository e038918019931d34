// The protocols of the language over slots: attributes, text, comparison, truth, items, iteration.
// Operators are in operators.cpp.
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/function.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/local_value.h"
#include "vm/frame.h"

namespace pystm {

Value lookupSpecial(Thread &thread, Value self, Str *name) {
  Value found = lookupType(typeOf(self), name);
  if (found.isUnbound())
    return found;
  if (GetDescriptorSlot get = typeOf(found)->slots.get)
    return get(thread, found, self, Value(typeOf(self)));
  return found;
}

Value getAttribute(Thread &thread, Value self, Str *name) { return typeOf(self)->slots.get_attr(thread, self, name); }

Value findAttribute(Thread &thread, Value self, Str *name) {
  if (typeOf(self)->slots.get_attr == genericGetAttribute) {
    // The usual case makes no exception.
    Value on_type = lookupType(typeOf(self), name);
    if (on_type.isUnbound() && self.isObject()) {
      Attributes *attributes = findAttributes(self.object());
      return attributes ? attributeGet(thread, attributes, name) : Value();
    }
  }
  Value result = getAttribute(thread, self, name);
  if (result.isError() && exceptionMatches(thread, &AttributeError_type)) {
    thread.clearException();
    return Value();
  }
  return result;
}

bool setAttribute(Thread &thread, Value self, Str *name, Value value) { return typeOf(self)->slots.set_attr(thread, self, name, value); }

Value genericGetAttribute(Thread &thread, Value self, Str *name) {
  Type *type = typeOf(self);
  Value on_type = lookupType(type, name);
  GetDescriptorSlot get = nullptr;
  if (!on_type.isUnbound()) {
    get = typeOf(on_type)->slots.get;
    if (get && typeOf(on_type)->slots.set)
      return get(thread, on_type, self, Value(type));
  }
  if (type->attributes_offset && self.isObject()) {
    if (Attributes *attributes = findAttributes(self.object())) {
      Value found = attributeGet(thread, attributes, name);
      if (!found.isUnbound())
        return found;
    }
  }
  if (get)
    return get(thread, on_type, self, Value(type));
  if (!on_type.isUnbound())
    return on_type;
  return raiseAttributeError(thread, self, name);
}

bool genericSetAttribute(Thread &thread, Value self, Str *name, Value value) {
  Type *type = typeOf(self);
  Value on_type = lookupType(type, name);
  if (!on_type.isUnbound())
    if (SetDescriptorSlot set = typeOf(on_type)->slots.set)
      return set(thread, on_type, self, value);
  if (type->attributes_offset && self.isObject()) {
    Attributes *attributes = findAttributes(self.object());
    if (!value.isUnbound())
      return attributeSet(thread, self.object(), attributes, name, value);
    if (attributeDelete(thread, attributes, name))
      return true;
    raiseAttributeError(thread, self, name);
    return false;
  }
  if (on_type.isUnbound())
    raiseAttributeError(thread, self, name);
  else
    raise(thread, &AttributeError_type, "'%T' object attribute '%U' is read-only", self.bits, name);
  return false;
}

Value reprOf(Thread &thread, Value value) {
  NativeRecursion guard(thread, " while getting the repr of an object");
  if (!guard.ok())
    return Value::error();
  Value result = typeOf(value)->slots.repr(thread, value);
  if (!result.isError() && !isStr(result))
    return raiseTypeError(thread, "__repr__ returned non-string (type %T)", result.bits);
  return result;
}

Value strOf(Thread &thread, Value value) {
  if (isExactly(value, str_type))
    return value;
  NativeRecursion guard(thread, " while getting the str of an object");
  if (!guard.ok())
    return Value::error();
  Type *type = typeOf(value);
  Value result = type->slots.str ? type->slots.str(thread, value) : reprOf(thread, value);
  if (!result.isError() && !isStr(result))
    return raiseTypeError(thread, "__str__ returned non-string (type %T)", result.bits);
  return result;
}

Value asciiOf(Thread &thread, Value value) {
  Value text = reprOf(thread, value);
  return text.isError() ? text : Value(asciiStr(thread, text.as<Str>()));
}

Value formatOf(Thread &thread, Value value, Str *spec) {
  if (spec->length == 0) {
    if (isExactly(value, str_type))
      return value;
    if (typeOf(value) == &int_type || typeOf(value) == &float_type)
      return strOf(thread, value);
  }
  Value method = lookupSpecial(thread, value, names.format);
  if (method.isSpecial())
    return method.isError() ? method : raiseTypeError(thread, "Type %T doesn't define __format__", value.bits);
  Value result = call(thread, method, {Value(spec)});
  if (!result.isError() && !isStr(result))
    return raiseTypeError(thread, "__format__ must return a str, not %T", result.bits);
  return result;
}

int64_t hashOfPointer(const void *pointer) {
  auto bits = reinterpret_cast<uint64_t>(pointer);
  auto hash = static_cast<int64_t>(bits >> 4 | bits << 60);
  return hash == -1 ? -2 : hash;
}

IntResult hashNotImplemented(Thread &thread, Value self) {
  raiseTypeError(thread, "unhashable type: '%T'", self.bits);
  return {0, false};
}
Value hashNotImplementedError(Thread &thread, Value self) { return raiseTypeError(thread, "unhashable type: '%T'", self.bits); }

IntResult hashOther(Thread &thread, Value value) {
  if (isExactly(value, str_type))
    return {strHash(value.as<Str>()), true};
  HashSlot slot = typeOf(value)->slots.hash;
  return slot ? slot(thread, value) : hashNotImplemented(thread, value);
}

Value compare(Thread &thread, Value left, Value right, CompareOp op) {
  if (bothSmallInts(left, right)) {
    int64_t a = left.asSmallInt(), b = right.asSmallInt();
    switch (op) {
    case CompareOp::kLess: return makeBool(a < b);
    case CompareOp::kLessEqual: return makeBool(a <= b);
    case CompareOp::kEqual: return makeBool(a == b);
    case CompareOp::kNotEqual: return makeBool(a != b);
    case CompareOp::kGreater: return makeBool(a > b);
    case CompareOp::kGreaterEqual: return makeBool(a >= b);
    }
  }
  NativeRecursion guard(thread, " in comparison");
  if (!guard.ok())
    return Value::error();
  constexpr CompareOp kSwapped[] = {CompareOp::kGreater, CompareOp::kGreaterEqual, CompareOp::kEqual, CompareOp::kNotEqual, CompareOp::kLess, CompareOp::kLessEqual};
  CompareOp swapped = kSwapped[static_cast<int>(op)];
  Type *left_type = typeOf(left), *right_type = typeOf(right);
  bool tried = false;
  if (left_type != right_type && right_type->slots.compare && isSubtype(right_type, left_type)) {
    tried = true;
    Value result = right_type->slots.compare(thread, right, left, swapped);
    if (result != notImplemented())
      return result;
  }
  if (left_type->slots.compare) {
    Value result = left_type->slots.compare(thread, left, right, op);
    if (result != notImplemented())
      return result;
  }
  if (!tried && right_type->slots.compare) {
    Value result = right_type->slots.compare(thread, right, left, swapped);
    if (result != notImplemented())
      return result;
  }
  if (op == CompareOp::kEqual)
    return makeBool(left == right);
  if (op == CompareOp::kNotEqual)
    return makeBool(left != right);
  constexpr const char *kSymbols[] = {"<", "<=", "==", "!=", ">", ">="};
  return raiseTypeError(thread, "'%s' not supported between instances of '%T' and '%T'", kSymbols[static_cast<int>(op)], left.bits, right.bits);
}

// Equality of numbers, strings and shallow tuples of such, which runs no code; -2: of something else.
static int quickEquals(Value left, Value right, int depth) {
  if (left == right)
    return 1;
  if (bothSmallInts(left, right))
    return 0;
  if (left.isDouble() && right.isDouble())
    return left.asDouble() == right.asDouble();
  if (!left.isObject() || !right.isObject() || left.object()->type != right.object()->type)
    return -2;
  if (left.object()->type == &str_type)
    return equalStrs(left.as<Str>(), right.as<Str>());
  if (left.object()->type != &tuple_type || depth == 0)
    return -2;
  auto *a = left.as<Tuple>(), *b = right.as<Tuple>();
  if (a->size != b->size)
    return 0;
  int same = 1;
  for (int64_t i = 0; i < a->size && same == 1; ++i)
    same = quickEquals(loadValue(a->items[i]), loadValue(b->items[i]), depth - 1);
  return same;
}

int equals(Thread &thread, Value left, Value right) {
  if (int quick = quickEquals(left, right, 3); quick != -2)
    return quick;
  Value result = compare(thread, left, right, CompareOp::kEqual);
  return result.isError() ? -1 : isTrue(thread, result);
}

int isTrue(Thread &thread, Value value) {
  if (value == trueValue())
    return 1;
  if (value == falseValue() || isNone(value))
    return 0;
  if (value.isSmallInt())
    return value.asSmallInt() != 0;
  if (value.isDouble())
    return value.asDouble() != 0;
  Type *type = typeOf(value);
  if (type->slots.truth)
    return type->slots.truth(thread, value);
  if (type->slots.length) {
    int64_t length = type->slots.length(thread, value);
    return length < 0 ? -1 : length > 0;
  }
  return 1;
}

int64_t lengthOf(Thread &thread, Value value) {
  LengthSlot slot = typeOf(value)->slots.length;
  if (slot)
    return slot(thread, value);
  raiseTypeError(thread, "object of type '%T' has no len()", value.bits);
  return -1;
}

int64_t lengthHint(Thread &thread, Value value, int64_t otherwise) {
  if (typeOf(value)->slots.length) {
    int64_t length = lengthOf(thread, value);
    if (length >= 0)
      return length;
    if (!exceptionMatches(thread, &TypeError_type))
      return -1;
    thread.clearException();
  }
  Value method = lookupSpecial(thread, value, names.length_hint);
  if (method.isUnbound())
    return otherwise;
  Value result = method.isError() ? method : call(thread, method);
  if (result.isError()) {
    if (!exceptionMatches(thread, &TypeError_type))
      return -1;
    thread.clearException();
    return otherwise;
  }
  if (result == notImplemented())
    return otherwise;
  if (!isInt(result)) {
    raiseTypeError(thread, "__length_hint__ must be an integer, not %T", result.bits);
    return -1;
  }
  int64_t hint = 0;
  if (!toInt64(thread, result, hint))
    return -1;
  if (hint < 0) {
    raiseValueError(thread, "__length_hint__() should return >= 0");
    return -1;
  }
  return hint;
}

Value getItem(Thread &thread, Value self, Value key) {
  if (GetItemSlot slot = typeOf(self)->slots.get_item)
    return slot(thread, self, key);
  if (isType(self)) {
    if (self.object() == &type_type)
      return makeGenericAlias(thread, self, key);
    Value method = findAttribute(thread, self, names.class_getitem);
    if (method.isError())
      return method;
    if (!method.isUnbound())
      return call(thread, method, {key});
    return raiseTypeError(thread, "type '%s' is not subscriptable", toUtf8(self.as<Type>()->name).c_str());
  }
  return raiseTypeError(thread, "'%T' object is not subscriptable", self.bits);
}

bool setItem(Thread &thread, Value self, Value key, Value item) {
  if (SetItemSlot slot = typeOf(self)->slots.set_item)
    return slot(thread, self, key, item);
  raiseTypeError(thread, item.isUnbound() ? "'%T' object doesn't support item deletion" : "'%T' object does not support item assignment", self.bits);
  return false;
}

int containsItem(Thread &thread, Value self, Value item) {
  Type *type = typeOf(self);
  if (type->slots.contains)
    return type->slots.contains(thread, self, item);
  Value iterator = Value::error();
  if (!type->slots.iter && !type->slots.get_item) {
    raiseTypeError(thread, "argument of type '%T' is not iterable", self.bits);
    return -1;
  }
  iterator = getIterator(thread, self);
  if (iterator.isError())
    return -1;
  for (;;) {
    Value next = nextItem(thread, iterator);
    if (next.isSpecial())
      return next.isUnbound() ? 0 : -1;
    int same = equals(thread, next, item);
    if (same)
      return same;
  }
}

Value getIterator(Thread &thread, Value value) {
  Type *type = typeOf(value);
  if (type->slots.iter) {
    Value iterator = type->slots.iter(thread, value);
    if (!iterator.isError() && !typeOf(iterator)->slots.next)
      return raiseTypeError(thread, "iter() returned non-iterator of type '%T'", iterator.bits);
    return iterator;
  }
  // Native types that have items but no length are no sequences.
  bool sequence = !(type->flags & kDictFamily) && (!type->native_name || type->slots.length);
  if (type->slots.get_item && sequence)
    return makeSequenceIterator(thread, value);
  return raiseTypeError(thread, "'%T' object is not iterable", value.bits);
}

Value nextItem(Thread &thread, Value iterator) {
  UnarySlot next = typeOf(iterator)->slots.next;
  if (!next)
    return raiseTypeError(thread, "'%T' object is not an iterator", iterator.bits);
  Value item = next(thread, iterator);
  if (item.isError() && exceptionMatches(thread, &StopIteration_type)) {
    thread.clearException();
    return Value();
  }
  return item;
}

// What is no exact int is copied: operator.index(True) is 1.
Value indexOf(Thread &thread, Value value) {
  auto exact = [&](Value v) {
    IntView view(v);
    return makeIntFromLimbs(thread, view.limbs(), view.count(), view.negative());
  };
  if (value.isSmallInt() || isExactly(value, int_type))
    return value;
  if (isInt(value))
    return exact(value);
  UnarySlot index = typeOf(value)->slots.index;
  if (!index)
    return raiseTypeError(thread, "'%T' object cannot be interpreted as an integer", value.bits);
  Value result = index(thread, value);
  if (result.isSmallInt() || result.isError())
    return result;
  if (!isInt(result))
    return raiseTypeError(thread, "__index__ returned non-int (type %T)", result.bits);
  if (!isExactly(result, int_type) &&
      !warn(thread, &DeprecationWarning_type,
            "__index__ returned non-int (type %s).  The ability to return an instance of a strict subclass of int is "
            "deprecated, and may be removed in a future version of Python.",
            std::string(typeNameOf(result)).c_str()))
    return Value::error();
  return exact(result);
}

IntResult indexOfOther(Thread &thread, Value value, Type *overflow_type) {
  Value index = indexOf(thread, value);
  if (index.isError())
    return {0, false};
  int64_t result = 0;
  if (fitsInt64(index, result))
    return {result, true};
  if (overflow_type) {
    raise(thread, overflow_type, "cannot fit '%T' into an index-sized integer", value.bits);
    return {0, false};
  }
  return {compareInts(index, Value::smallInt(0)) < 0 ? INT64_MIN : INT64_MAX, true};
}

Value callMethod(Thread &thread, Value self, Str *name, std::initializer_list<ListedValue> arguments) {
  Value method = getAttribute(thread, self, name);
  return method.isError() ? method : call(thread, method, arguments);
}
Value callMethod(Thread &thread, Value self, const char *name, std::initializer_list<ListedValue> arguments) {
  return callMethod(thread, self, intern(thread, name), arguments);
}
bool isCallable(Value value) {
  Type *type = typeOf(value);
  return type->slots.call && (type->slots.call != pythonCall || !lookupType(type, names.call).isUnbound());
}

} // namespace pystm
