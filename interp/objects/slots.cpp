// Slots and dunder methods in agreement: one row a dunder method. A row has the slot function that calls the
// method (for classes written in Python) and the method that calls the slot (for native types). When a class finds
// in its C3 order a native method that only calls a slot, it takes that slot itself.
#include "objects/cell.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/type.h"
#include "vm/frame.h"

#include <vector>

namespace pystm {

namespace {

// --- Slot functions that call the method written in Python ---

Value method(Thread &thread, Value self, Str *name) {
  Value found = lookupSpecial(thread, self, name);
  if (found.isUnbound())
    return raise(thread, &AttributeError_type, "%U", name);
  return found;
}

// Calls a method found on the type, without making a bound method where it is a plain function.
Value callSpecial(Thread &thread, Value self, Str *name, std::initializer_list<ListedValue> rest) {
  Value found = lookupType(typeOf(self), name);
  if (found.isUnbound())
    return raise(thread, &AttributeError_type, "%U", name);
  LocalValue values[4];
  int64_t count = 0;
  if (isFunction(found)) {
    values[count++] = self;
  } else if (GetDescriptorSlot get = typeOf(found)->slots.get) {
    found = get(thread, found, self, Value(typeOf(self)));
    if (found.isError())
      return found;
  }
  for (Value value : rest) {
    values[count++] = value;
    asm(""); // no call of memcpy() for one or two
  }
  return call(thread, found, Arguments{values, count});
}

Value stringResult(Thread &thread, Value result, const char *name) {
  if (!result.isError() && !isStr(result))
    return raiseTypeError(thread, "%s returned non-string (type %T)", name, result.bits);
  return result;
}
Value pyRepr(Thread &t, Value self) { return stringResult(t, callSpecial(t, self, names.repr, {}), "__repr__"); }
Value pyStr(Thread &t, Value self) { return stringResult(t, callSpecial(t, self, names.str, {}), "__str__"); }
IntResult pyHash(Thread &t, Value self) {
  Value found = lookupType(typeOf(self), names.hash);
  if (found.isUnbound() || isNone(found))
    return hashNotImplemented(t, self);
  Value result = callSpecial(t, self, names.hash, {});
  if (!result.isError() && !isInt(result))
    result = raiseTypeError(t, "__hash__ method should return an integer");
  if (result.isError())
    return {0, false};
  int64_t hash = 0;
  return hashed(fitsInt64(result, hash) ? hash : hashOfInt(result));
}
Value pyCompare(Thread &t, Value self, Value other, CompareOp op) {
  Str *const kNames[] = {names.lt, names.le, names.eq, names.ne, names.gt, names.ge};
  Str *name = kNames[static_cast<int>(op)];
  if (lookupType(typeOf(self), name).isUnbound())
    return notImplemented();
  return callSpecial(t, self, name, {other});
}
int64_t pyLength(Thread &t, Value self) {
  Value result = callSpecial(t, self, names.len, {});
  if (result.isError())
    return -1;
  result = indexOf(t, result);
  if (result.isError())
    return -1;
  int64_t length = 0;
  bool fits = fitsInt64(result, length);
  if ((fits && length < 0) || (!fits && compareInts(result, Value::smallInt(0)) < 0)) {
    raiseValueError(t, "__len__() should return >= 0");
    return -1;
  }
  if (!fits) {
    raiseOverflowError(t, "cannot fit 'int' into an index-sized integer");
    return -1;
  }
  return length;
}
bool pySetItem(Thread &t, Value self, Value key, Value item) {
  Value result = item.isUnbound() ? callSpecial(t, self, names.delitem, {key}) : callSpecial(t, self, names.setitem, {key, item});
  return !result.isError();
}
int pyContains(Thread &t, Value self, Value item) {
  Value found = lookupType(typeOf(self), names.contains);
  if (isNone(found)) {
    raiseTypeError(t, "'%T' object is not a container", self.bits);
    return -1;
  }
  Value result = callSpecial(t, self, names.contains, {item});
  return result.isError() ? -1 : isTrue(t, result);
}
Value pyAttributeHook(Thread &t, Value self, Str *name, Value hook) {
  // AttributeError: __getattr__ is asked.
  if (hook.isUnbound() || !exceptionMatches(t, &AttributeError_type))
    return Value::error();
  t.clearException();
  return callSpecial(t, self, names.getattr, {Value(name)});
}
bool pySetAttr(Thread &t, Value self, Str *name, Value value) {
  Value result = value.isUnbound() ? callSpecial(t, self, names.delattr, {Value(name)}) : callSpecial(t, self, names.setattr, {Value(name), value});
  return !result.isError();
}
Value pyGet(Thread &t, Value self, Value instance, Value owner) {
  if (lookupType(typeOf(self), names.get).isUnbound())
    return self;
  return callSpecial(t, self, names.get, {instance.isUnbound() ? none() : instance, owner.isUnbound() ? none() : owner});
}
bool pySet(Thread &t, Value self, Value instance, Value value) {
  Value result = value.isUnbound() ? callSpecial(t, self, names.delete_, {instance}) : callSpecial(t, self, names.set, {instance, value});
  return !result.isError();
}

template <Str *Names::*name> Value pyUnary(Thread &t, Value self) { return callSpecial(t, self, names.*name, {}); }

// Binary operators: `left` and `right` in the order of the expression, as CPython's slot functions treat them.
template <BinarySlot Slots::*slot, Str *Names::*forward, Str *Names::*backward> Value pyBinary(Thread &t, Value left, Value right) {
  Type *left_type = typeOf(left), *right_type = typeOf(right);
  constexpr BinarySlot kSelf = pyBinary<slot, forward, backward>;
  bool other = left_type != right_type && right_type->slots.*slot == kSelf;
  if (left_type->slots.*slot == kSelf) {
    if (other && isSubtype(right_type, left_type)) {
      Value reflected = lookupType(right_type, names.*backward);
      if (!reflected.isUnbound() && reflected != lookupType(left_type, names.*backward)) {
        Value result = callSpecial(t, right, names.*backward, {left});
        if (result != notImplemented())
          return result;
        other = false;
      }
    }
    if (!lookupType(left_type, names.*forward).isUnbound()) {
      Value result = callSpecial(t, left, names.*forward, {right});
      if (result != notImplemented())
        return result;
    }
  }
  if (other && !lookupType(right_type, names.*backward).isUnbound())
    return callSpecial(t, right, names.*backward, {left});
  return notImplemented();
}
template <Str *Names::*name> Value pyInplace(Thread &t, Value left, Value right) { return callSpecial(t, left, names.*name, {right}); }
Value pyPower(Thread &t, Value base, Value exponent, Value modulus) {
  if (isNone(modulus)) {
    Type *left_type = typeOf(base), *right_type = typeOf(exponent);
    bool other = left_type != right_type && right_type->slots.power == pyPower;
    if (left_type->slots.power == pyPower) {
      if (other && isSubtype(right_type, left_type) && !lookupType(right_type, names.rpow).isUnbound()) {
        Value result = callSpecial(t, exponent, names.rpow, {base});
        if (result != notImplemented())
          return result;
        other = false;
      }
      if (!lookupType(left_type, names.pow).isUnbound()) {
        Value result = callSpecial(t, base, names.pow, {exponent});
        if (result != notImplemented())
          return result;
      }
    }
    if (other && !lookupType(right_type, names.rpow).isUnbound())
      return callSpecial(t, exponent, names.rpow, {base});
    return notImplemented();
  }
  if (typeOf(base)->slots.power == pyPower && !lookupType(typeOf(base), names.pow).isUnbound())
    return callSpecial(t, base, names.pow, {exponent, modulus});
  return notImplemented();
}
Value pyInplacePower(Thread &t, Value left, Value right, Value) { return callSpecial(t, left, names.ipow, {right}); }

// --- Methods that call the slot ---

bool expect(Thread &t, const Arguments &args, int64_t least, int64_t most) {
  if (args.keywords()) {
    raiseTypeError(t, "wrapper takes no keyword arguments");
    return false;
  }
  int64_t given = args.positional - 1;
  if (given >= least && given <= most)
    return true;
  if (least == most)
    raiseTypeError(t, "expected %d argument%s, got %d", static_cast<int>(least), least == 1 ? "" : "s", static_cast<int>(given));
  else if (given < least)
    raiseTypeError(t, "expected at least %d argument%s, got %d", static_cast<int>(least), least == 1 ? "" : "s", static_cast<int>(given));
  else
    raiseTypeError(t, "expected at most %d argument%s, got %d", static_cast<int>(most), most == 1 ? "" : "s", static_cast<int>(given));
  return false;
}
Value truth(int result) { return result < 0 ? Value::error() : makeBool(result); }
Value done(bool ok) { return ok ? none() : Value::error(); }

template <UnarySlot Slots::*slot> Value wrapUnary(Thread &t, const Slots &s, const Arguments &a) {
  return expect(t, a, 0, 0) ? (s.*slot)(t, a[0]) : Value::error();
}
Value wrapNext(Thread &t, const Slots &s, const Arguments &a) {
  if (!expect(t, a, 0, 0))
    return Value::error();
  Value item = s.next(t, a[0]);
  return item.isUnbound() ? raise(t, Value(&StopIteration_type)) : item;
}
Value wrapHash(Thread &t, const Slots &s, const Arguments &a) {
  if (!expect(t, a, 0, 0))
    return Value::error();
  IntResult hash = s.hash(t, a[0]);
  return hash.ok ? makeInt(t, hash.value) : Value::error();
}
template <CompareOp op> Value wrapCompare(Thread &t, const Slots &s, const Arguments &a) {
  return expect(t, a, 1, 1) ? s.compare(t, a[0], a[1], op) : Value::error();
}
Value wrapTruth(Thread &t, const Slots &s, const Arguments &a) { return expect(t, a, 0, 0) ? truth(s.truth(t, a[0])) : Value::error(); }
Value wrapLength(Thread &t, const Slots &s, const Arguments &a) {
  if (!expect(t, a, 0, 0))
    return Value::error();
  int64_t length = s.length(t, a[0]);
  return length < 0 ? Value::error() : makeInt(t, length);
}
Value wrapGetItem(Thread &t, const Slots &s, const Arguments &a) { return expect(t, a, 1, 1) ? s.get_item(t, a[0], a[1]) : Value::error(); }
Value wrapSetItem(Thread &t, const Slots &s, const Arguments &a) { return expect(t, a, 2, 2) ? done(s.set_item(t, a[0], a[1], a[2])) : Value::error(); }
Value wrapDelItem(Thread &t, const Slots &s, const Arguments &a) { return expect(t, a, 1, 1) ? done(s.set_item(t, a[0], a[1], Value())) : Value::error(); }
Value wrapContains(Thread &t, const Slots &s, const Arguments &a) { return expect(t, a, 1, 1) ? truth(s.contains(t, a[0], a[1])) : Value::error(); }
bool attributeName(Thread &t, Value name) {
  if (isStr(name))
    return true;
  raiseTypeError(t, "attribute name must be string, not '%T'", name.bits);
  return false;
}
Value wrapGetAttr(Thread &t, const Slots &s, const Arguments &a) {
  return expect(t, a, 1, 1) && attributeName(t, a[1]) ? s.get_attr(t, a[0], a[1].as<Str>()) : Value::error();
}
// object.__setattr__ may not be used to get around a native type's own rules.
bool safeSetAttr(Thread &t, const Slots &s, const Arguments &a, const char *name) {
  if (s.set_attr == genericSetAttribute && isType(a[0])) {
    raiseTypeError(t, "can't apply this %s to %T object", name, a[0].bits);
    return false;
  }
  return true;
}
Value wrapSetAttr(Thread &t, const Slots &s, const Arguments &a) {
  return expect(t, a, 2, 2) && attributeName(t, a[1]) && safeSetAttr(t, s, a, "__setattr__") ? done(s.set_attr(t, a[0], a[1].as<Str>(), a[2])) : Value::error();
}
Value wrapDelAttr(Thread &t, const Slots &s, const Arguments &a) {
  return expect(t, a, 1, 1) && attributeName(t, a[1]) && safeSetAttr(t, s, a, "__delattr__") ? done(s.set_attr(t, a[0], a[1].as<Str>(), Value())) : Value::error();
}
Value wrapGet(Thread &t, const Slots &s, const Arguments &a) {
  if (!expect(t, a, 1, 2))
    return Value::error();
  Value instance = isNone(a[1]) ? Value() : a[1];
  Value owner = a.positional > 2 && !isNone(a[2]) ? a[2] : Value();
  if (instance.isUnbound() && owner.isUnbound())
    return raiseTypeError(t, "__get__(None, None) is invalid");
  if (owner.isUnbound())
    owner = Value(typeOf(instance));
  return s.get(t, a[0], instance, owner);
}
Value wrapSet(Thread &t, const Slots &s, const Arguments &a) { return expect(t, a, 2, 2) ? done(s.set(t, a[0], a[1], a[2])) : Value::error(); }
Value wrapDelete(Thread &t, const Slots &s, const Arguments &a) { return expect(t, a, 1, 1) ? done(s.set(t, a[0], a[1], Value())) : Value::error(); }
Value wrapCall(Thread &t, const Slots &s, const Arguments &a) { return s.call(t, a[0], Arguments{a.values + 1, a.positional - 1, a.names}); }
Value wrapInit(Thread &t, const Slots &s, const Arguments &a) { return done(s.init(t, a[0], Arguments{a.values + 1, a.positional - 1, a.names})); }
// Sequences are repeated by integers; their methods say so, where the operator asks the other operand.
constexpr bool isRepetition(BinarySlot Slots::*slot) { return slot == &Slots::multiply || slot == &Slots::inplace_multiply; }
bool repeatsBy(Thread &t, const Arguments &a) {
  Type *type = typeOf(a[0]);
  bool sequence = type->flags & (kSequenceOperators | kStrFamily | kBytesFamily | kListFamily | kTupleFamily) || type == &bytearray_type;
  if (!sequence || typeOf(a[1])->slots.index)
    return true;
  raiseTypeError(t, "'%T' object cannot be interpreted as an integer", a[1].bits);
  return false;
}
template <BinarySlot Slots::*slot> Value wrapBinary(Thread &t, const Slots &s, const Arguments &a) {
  if (!expect(t, a, 1, 1) || (isRepetition(slot) && !repeatsBy(t, a)))
    return Value::error();
  return (s.*slot)(t, a[0], a[1]);
}
template <BinarySlot Slots::*slot> Value wrapReflected(Thread &t, const Slots &s, const Arguments &a) {
  if (!expect(t, a, 1, 1) || (isRepetition(slot) && !repeatsBy(t, a)))
    return Value::error();
  return (s.*slot)(t, a[1], a[0]);
}
Value wrapPower(Thread &t, const Slots &s, const Arguments &a) {
  return expect(t, a, 1, 2) ? s.power(t, a[0], a[1], a.positional > 2 ? a[2] : none()) : Value::error();
}
Value wrapReflectedPower(Thread &t, const Slots &s, const Arguments &a) {
  return expect(t, a, 1, 2) ? s.power(t, a[1], a[0], a.positional > 2 ? a[2] : none()) : Value::error();
}
Value wrapInplacePower(Thread &t, const Slots &s, const Arguments &a) {
  return expect(t, a, 1, 2) ? s.inplace_power(t, a[0], a[1], none()) : Value::error();
}
Value wrapNew(Thread &t, const Slots &s, const Arguments &a) {
  // The type whose __new__ this is holds the slots.
  auto *owner = reinterpret_cast<const Type *>(reinterpret_cast<const char *>(&s) - offsetof(Type, slots));
  std::string name(typeName(owner));
  if (a.positional < 1)
    return raiseTypeError(t, "%s.__new__(): not enough arguments", name.c_str());
  if (!isType(a[0]))
    return raiseTypeError(t, "%s.__new__(X): X is not a type object (%T)", name.c_str(), a[0].bits);
  auto *type = a[0].as<Type>();
  std::string wanted(typeName(type));
  if (!isSubtype(type, owner))
    return raiseTypeError(t, "%s.__new__(%s): %s is not a subtype of %s", name.c_str(), wanted.c_str(), wanted.c_str(), name.c_str());
  // A class must be made by the constructor of its own layout.
  Type *native = type;
  while (native->flags & kHeapType)
    native = native->base;
  if (native != owner && (s.create != native->slots.create || owner->constructor != native->constructor))
    return raiseTypeError(t, "%s.__new__(%s) is not safe, use %s.__new__()", name.c_str(), wanted.c_str(), std::string(typeName(native)).c_str());
  return s.create(t, type, Arguments{a.values + 1, a.positional - 1, a.names});
}

} // namespace

bool pythonInit(Thread &t, Value self, const Arguments &args) {
  Value init = lookupType(typeOf(self), names.init);
  Value result;
  if (isFunction(init)) {
    WithFirst with(t, self, args);
    result = call(t, init, with.arguments);
  } else {
    init = method(t, self, names.init);
    result = init.isError() ? init : call(t, init, args);
  }
  if (result.isError())
    return false;
  if (!isNone(result)) {
    raiseTypeError(t, "__init__() should return None, not '%T'", result.bits);
    return false;
  }
  return true;
}
Value pythonNew(Thread &t, Type *type, const Arguments &args) {
  Value create = lookupType(type, names.new_);
  if (GetDescriptorSlot get = typeOf(create)->slots.get) {
    create = get(t, create, Value(), Value(type));
    if (create.isError())
      return create;
  }
  WithFirst with(t, Value(type), args);
  return call(t, create, with.arguments);
}
Value pythonCall(Thread &t, Value self, const Arguments &args) {
  Value found = lookupType(typeOf(self), names.call);
  if (found.isUnbound())
    return raiseTypeError(t, "'%T' object is not callable", self.bits);
  if (!isFunction(found)) {
    if (GetDescriptorSlot get = typeOf(found)->slots.get) {
      found = get(t, found, self, Value(typeOf(self)));
      if (found.isError())
        return found;
    }
    return call(t, found, args);
  }
  WithFirst with(t, self, args);
  return call(t, found, with.arguments);
}
Value pythonGetAttr(Thread &t, Value self, Str *name) {
  Type *type = typeOf(self);
  Value own = lookupType(type, names.getattribute);
  Value result = isExactly(own, wrapper_descriptor_type)
                     ? own.as<NativeFunction>()->owner->slots.get_attr(t, self, name)
                     : callSpecial(t, self, names.getattribute, {Value(name)});
  if (!result.isError())
    return result;
  return pyAttributeHook(t, self, name, lookupType(type, names.getattr));
}
int pythonTruth(Thread &t, Value self) {
  if (!lookupType(typeOf(self), names.bool_).isUnbound()) {
    Value result = callSpecial(t, self, names.bool_, {});
    if (result.isError())
      return -1;
    if (result == trueValue() || result == falseValue())
      return result == trueValue();
    raiseTypeError(t, "__bool__ should return bool, returned %T", result.bits);
    return -1;
  }
  if (lookupType(typeOf(self), names.len).isUnbound())
    return 1;
  int64_t length = lengthOf(t, self);
  return length < 0 ? -1 : length > 0;
}
Value pythonNext(Thread &t, Value self) {
  Value result = callSpecial(t, self, names.next, {});
  if (result.isError() && exceptionMatches(t, &StopIteration_type)) {
    t.clearException();
    return Value();
  }
  return result;
}
Value pythonIter(Thread &t, Value self) {
  Value found = lookupType(typeOf(self), names.iter);
  if (isNone(found))
    return raiseTypeError(t, "'%T' object is not iterable", self.bits);
  return callSpecial(t, self, names.iter, {});
}
Value pythonGetItem(Thread &t, Value self, Value key) { return callSpecial(t, self, names.getitem, {key}); }

#define SLOT(slot) offsetof(Slots, slot)
#define BINARY(name, rname, iname, slot, symbol)                                                                \
  {&Names::name, SLOT(slot), (void *)pyBinary<&Slots::slot, &Names::name, &Names::rname>, wrapBinary<&Slots::slot>,   \
   "($self, value, /)", "Return self" symbol "value."},                                                          \
  {&Names::rname, SLOT(slot), (void *)pyBinary<&Slots::slot, &Names::name, &Names::rname>, wrapReflected<&Slots::slot>, \
   "($self, value, /)", "Return value" symbol "self."},                                                          \
  {&Names::iname, SLOT(inplace_##slot), (void *)pyInplace<&Names::iname>, wrapBinary<&Slots::inplace_##slot>,      \
   "($self, value, /)", "Return self" symbol "=value."}
#define UNARY(name, slot, doc) {&Names::name, SLOT(slot), (void *)pyUnary<&Names::name>, wrapUnary<&Slots::slot>, "($self, /)", doc}
#define COMPARE(name, op, symbol)                                                                               \
  {&Names::name, SLOT(compare), (void *)pyCompare, wrapCompare<CompareOp::op>, "($self, value, /)", "Return self" symbol "value."}

std::span<const SlotDef> slotDefs() {
  static const SlotDef kRows[] = {
      {&Names::repr, SLOT(repr), (void *)pyRepr, wrapUnary<&Slots::repr>, "($self, /)", "Return repr(self)."},
      {&Names::str, SLOT(str), (void *)pyStr, wrapUnary<&Slots::str>, "($self, /)", "Return str(self)."},
      {&Names::hash, SLOT(hash), (void *)pyHash, wrapHash, "($self, /)", "Return hash(self)."},
      COMPARE(lt, kLess, "<"),
      COMPARE(le, kLessEqual, "<="),
      COMPARE(eq, kEqual, "=="),
      COMPARE(ne, kNotEqual, "!="),
      COMPARE(gt, kGreater, ">"),
      COMPARE(ge, kGreaterEqual, ">="),
      {&Names::bool_, SLOT(truth), (void *)pythonTruth, wrapTruth, "($self, /)", "True if self else False"},
      {&Names::iter, SLOT(iter), (void *)pythonIter, wrapUnary<&Slots::iter>, "($self, /)", "Implement iter(self)."},
      {&Names::next, SLOT(next), (void *)pythonNext, wrapNext, "($self, /)", "Implement next(self)."},
      {&Names::len, SLOT(length), (void *)pyLength, wrapLength, "($self, /)", "Return len(self)."},
      {&Names::getitem, SLOT(get_item), (void *)pythonGetItem, wrapGetItem, "($self, key, /)", "Return self[key]."},
      {&Names::setitem, SLOT(set_item), (void *)pySetItem, wrapSetItem, "($self, key, value, /)", "Set self[key] to value."},
      {&Names::delitem, SLOT(set_item), (void *)pySetItem, wrapDelItem, "($self, key, /)", "Delete self[key]."},
      {&Names::contains, SLOT(contains), (void *)pyContains, wrapContains, "($self, key, /)", "Return key in self."},
      {&Names::getattribute, SLOT(get_attr), (void *)pythonGetAttr, wrapGetAttr, "($self, name, /)", "Return getattr(self, name)."},
      {&Names::getattr, SLOT(get_attr), (void *)pythonGetAttr, nullptr, "", ""},
      {&Names::setattr, SLOT(set_attr), (void *)pySetAttr, wrapSetAttr, "($self, name, value, /)", "Implement setattr(self, name, value)."},
      {&Names::delattr, SLOT(set_attr), (void *)pySetAttr, wrapDelAttr, "($self, name, /)", "Implement delattr(self, name)."},
      {&Names::get, SLOT(get), (void *)pyGet, wrapGet, "($self, instance, owner=None, /)", "Return an attribute of instance, which is of type owner."},
      {&Names::set, SLOT(set), (void *)pySet, wrapSet, "($self, instance, value, /)", "Set an attribute of instance to value."},
      {&Names::delete_, SLOT(set), (void *)pySet, wrapDelete, "($self, instance, /)", "Delete an attribute of instance."},
      {&Names::call, SLOT(call), (void *)pythonCall, wrapCall, "($self, /, *args, **kwargs)", "Call self as a function."},
      {&Names::new_, SLOT(create), (void *)pythonNew, wrapNew, "($type, *args, **kwargs)", "Create and return a new object.  See help(type) for accurate signature."},
      {&Names::init, SLOT(init), (void *)pythonInit, wrapInit, "($self, /, *args, **kwargs)", "Initialize self.  See help(type(self)) for accurate signature."},
      UNARY(neg, negative, "-self"),
      UNARY(pos, positive, "+self"),
      UNARY(invert, invert, "~self"),
      UNARY(abs, absolute, "abs(self)"),
      UNARY(int_, to_int, "int(self)"),
      UNARY(float_, to_float, "float(self)"),
      UNARY(index, index, "Return self converted to an integer, if self is suitable for use as an index into a list."),
      BINARY(add, radd, iadd, add, "+"),
      BINARY(sub, rsub, isub, subtract, "-"),
      BINARY(mul, rmul, imul, multiply, "*"),
      BINARY(matmul, rmatmul, imatmul, matrix_multiply, "@"),
      BINARY(truediv, rtruediv, itruediv, true_divide, "/"),
      BINARY(floordiv, rfloordiv, ifloordiv, floor_divide, "//"),
      BINARY(mod, rmod, imod, modulo, "%"),
      {&Names::divmod, SLOT(divmod), (void *)pyBinary<&Slots::divmod, &Names::divmod, &Names::rdivmod>, wrapBinary<&Slots::divmod>, "($self, value, /)", "Return divmod(self, value)."},
      {&Names::rdivmod, SLOT(divmod), (void *)pyBinary<&Slots::divmod, &Names::divmod, &Names::rdivmod>, wrapReflected<&Slots::divmod>, "($self, value, /)", "Return divmod(value, self)."},
      {&Names::pow, SLOT(power), (void *)pyPower, wrapPower, "($self, value, mod=None, /)", "Return pow(self, value, mod)."},
      {&Names::rpow, SLOT(power), (void *)pyPower, wrapReflectedPower, "($self, value, mod=None, /)", "Return pow(value, self, mod)."},
      {&Names::ipow, SLOT(inplace_power), (void *)pyInplacePower, wrapInplacePower, "($self, value, /)", "Return self**=value."},
      BINARY(lshift, rlshift, ilshift, shift_left, "<<"),
      BINARY(rshift, rrshift, irshift, shift_right, ">>"),
      BINARY(and_, rand, iand, bit_and, "&"),
      BINARY(xor_, rxor, ixor, bit_xor, "^"),
      BINARY(or_, ror, ior, bit_or, "|"),
      UNARY(await, await, "Return an iterator to be used in await expression."),
      UNARY(aiter, aiter, "Return an awaitable, that resolves in asynchronous iterator."),
      UNARY(anext, anext, "Return a value or raise StopAsyncIteration."),
  };
  return kRows;
}

} // namespace pystm
