// Pattern matching and the matching of exception groups.
#include "objects/exception_fields.h"
#include "objects/list.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/loop.h"

namespace pystm {

Value matchKeys(Thread &t, Value subject, Tuple *keys) {
  if (keys->size == 0)
    return emptyTuple();
  Value get = getAttribute(t, subject, names.get_method);
  if (get.isError())
    return get;
  Set *seen = makeSet(t, &set_type);
  Tuple *values = makeTuple(t, keys->size);
  Object *missing = allocate<Object>(t, &object_type);
  for (int64_t n = 0; n < keys->size; ++n) {
    Value key = keys->items[n];
    int twice = setContains(t, seen, key);
    if (twice || !setAdd(t, seen, key))
      return twice > 0 ? raiseValueError(t, "mapping pattern checks duplicate key (%R)", key.bits) : Value::error();
    Value value = call(t, get, {key, Value(missing)});
    if (value.isError())
      return value;
    if (value == Value(missing))
      return none();
    values->items[n] = value;
  }
  return values;
}

namespace {

// Types whose one positional pattern matches the subject itself.
bool matchesSelf(Type *type) {
  for (Type *self : {&bool_type, &bytearray_type, &bytes_type, &dict_type, &float_type, &frozenset_type, &int_type, &list_type, &set_type, &str_type, &tuple_type})
    if (isSubtype(type, self))
      return true;
  return false;
}

} // namespace

int isInstanceOf(Thread &, Value object, Value classes);

Value matchClass(Thread &t, Value subject, Value type, unsigned positional, Tuple *keyword_names) {
  if (!isType(type))
    return raiseTypeError(t, "called match pattern must be a class");
  int instance = isInstanceOf(t, subject, type);
  if (instance <= 0)
    return instance < 0 ? Value::error() : none();
  List *found = makeList(t);
  Set *seen = makeSet(t, &set_type);
  auto attribute = [&](Value name, bool &absent) {
    int twice = setContains(t, seen, name);
    if (twice || !setAdd(t, seen, name)) {
      if (twice > 0)
        raiseTypeError(t, "%s() got multiple sub-patterns for attribute %R", toUtf8(type.as<Type>()->name).c_str(), name.bits);
      return false;
    }
    Value value = findAttribute(t, subject, name.as<Str>());
    if (value.isError())
      return false;
    absent = value.isUnbound();
    return absent || listAppend(t, found, value);
  };
  bool absent = false;
  if (positional) {
    Value match_args = findAttribute(t, type, names.match_args);
    if (match_args.isError())
      return match_args;
    bool self = false;
    if (match_args.isUnbound()) {
      self = matchesSelf(type.as<Type>());
    } else if (!isTuple(match_args)) {
      return raiseTypeError(t, "%s.__match_args__ must be a tuple (got %T)", toUtf8(type.as<Type>()->name).c_str(), match_args.bits);
    }
    int64_t allowed = self ? 1 : match_args.isUnbound() ? 0 : match_args.as<Tuple>()->size;
    if (static_cast<int64_t>(positional) > allowed)
      return raiseTypeError(t, "%s() accepts %d positional sub-pattern%s (%d given)", toUtf8(type.as<Type>()->name).c_str(), static_cast<int>(allowed), allowed == 1 ? "" : "s", static_cast<int>(positional));
    if (self) {
      listAppend(t, found, subject);
    } else {
      for (unsigned n = 0; n < positional; ++n) {
        Value name = match_args.as<Tuple>()->items[n];
        if (!isStr(name))
          return raiseTypeError(t, "__match_args__ elements must be strings (got %T)", name.bits);
        if (!attribute(name, absent))
          return Value::error();
        if (absent)
          return none();
      }
    }
  }
  for (Value name : *keyword_names) {
    if (!attribute(name, absent))
      return Value::error();
    if (absent)
      return none();
  }
  return makeTuple(t, found->size, found->items);
}

Value copyWithoutKeys(Thread &t, Value mapping, Tuple *keys) {
  Dict *copy = makeDict(t);
  if (!dictUpdate(t, copy, mapping))
    return Value::error();
  for (Value key : *keys)
    if (dictDelete(t, copy, key) < 0)
      return Value::error();
  return copy;
}

bool matchGroup(Thread &t, Value exception, Value classes, LocalValue *to) {
  auto check = [&](Value one) {
    if (!isType(one) || !isSubtype(one.as<Type>(), &BaseException_type)) {
      raiseTypeError(t, "catching classes that do not inherit from BaseException is not allowed");
      return false;
    }
    if (isSubtype(one.as<Type>(), &BaseExceptionGroup_type)) {
      raiseTypeError(t, "catching ExceptionGroup with except* is not allowed. Use except instead.");
      return false;
    }
    return true;
  };
  if (isTuple(classes)) {
    for (Value one : *classes.as<Tuple>())
      if (!check(one))
        return false;
  } else if (!check(classes)) {
    return false;
  }
  if (isNone(exception)) {
    to[0] = to[1] = none();
    return true;
  }
  int whole = exceptionMatches(t, exception, classes);
  if (whole < 0)
    return false;
  if (whole) {
    Value match = exception;
    if (!isInstance(exception, &BaseExceptionGroup_type)) {
      match = call(t, Value(ExceptionGroup_type_pointer()), {Value(emptyStr()), Value(makeTuple(t, {exception}))});
      if (match.isError())
        return false;
      asException(match)->traceback = asException(exception)->traceback;
    }
    to[0] = none();
    to[1] = match;
    return true;
  }
  if (isInstance(exception, &BaseExceptionGroup_type)) {
    Value pair = callMethod(t, exception, "split", {classes});
    if (pair.isError())
      return false;
    if (!isTuple(pair) || pair.as<Tuple>()->size != 2) {
      raiseTypeError(t, "%T.split must return a 2-tuple", exception.bits);
      return false;
    }
    Value match = pair.as<Tuple>()->items[0], rest = pair.as<Tuple>()->items[1];
    to[0] = rest;
    to[1] = match;
    return true;
  }
  to[0] = exception;
  to[1] = none();
  return true;
}

} // namespace pystm
