// Builtin functions about single objects: attributes, types, identity, text.
#include "builtins/builtins.h"
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/frame.h"

namespace pystm {

namespace {

bool checkName(Thread &thread, Value name, const char *function) {
  if (isStr(name))
    return true;
  raiseTypeError(thread, "%s(): attribute name must be string", function);
  return false;
}
Value getattrOf(Thread &thread, LocalValue *args) {
  if (!isStr(args[1]))
    return raiseTypeError(thread, "attribute name must be string, not '%T'", args[1].bits);
  if (args[2].isUnbound())
    return getAttribute(thread, args[0], args[1].as<Str>());
  Value found = findAttribute(thread, args[0], args[1].as<Str>());
  return found.isUnbound() ? args[2] : found;
}
Value hasattrOf(Thread &thread, LocalValue *args) {
  if (!isStr(args[1]))
    return raiseTypeError(thread, "attribute name must be string, not '%T'", args[1].bits);
  Value found = findAttribute(thread, args[0], args[1].as<Str>());
  return found.isError() ? found : makeBool(!found.isUnbound());
}
Value setattrOf(Thread &thread, LocalValue *args) {
  if (!isStr(args[1]))
    return raiseTypeError(thread, "attribute name must be string, not '%T'", args[1].bits);
  return setAttribute(thread, args[0], intern(thread, args[1].as<Str>()), args[2]) ? none() : Value::error();
}
Value delattrOf(Thread &thread, LocalValue *args) {
  return checkName(thread, args[1], "delattr") && setAttribute(thread, args[0], intern(thread, args[1].as<Str>()), Value()) ? none() : Value::error();
}
Value callableOf(Thread &, LocalValue *args) { return makeBool(isCallable(args[0])); }
Value idOf(Thread &thread, LocalValue *args) { return args[0].isObject() ? makeInt(thread, static_cast<int64_t>(args[0].bits)) : makeUnsigned(thread, args[0].bits >> 1); }
Value hashOfObject(Thread &thread, LocalValue *args) {
  int64_t hash = 0;
  return hashOf(thread, args[0], hash) ? makeInt(thread, hash) : Value::error();
}
Value lenOf(Thread &thread, LocalValue *args) {
  int64_t length = lengthOf(thread, args[0]);
  return length < 0 ? Value::error() : makeInt(thread, length);
}
Value reprFunction(Thread &thread, LocalValue *args) { return reprOf(thread, args[0]); }
Value asciiFunction(Thread &thread, LocalValue *args) { return asciiOf(thread, args[0]); }
Value formatFunction(Thread &thread, LocalValue *args) {
  if (!isStr(args[1]))
    return raiseTypeError(thread, "format() argument 2 must be str, not %T", args[1].bits);
  return formatOf(thread, args[0], args[1].as<Str>());
}
Value dirOf(Thread &thread, LocalValue *args) {
  Value list;
  if (args[0].isUnbound()) {
    Value locals = frameLocals(thread, thread.frame);
    Value keys = locals.isError() ? locals : callMethod(thread, locals, names.keys);
    List *made = keys.isError() ? nullptr : listFrom(thread, keys);
    list = made ? Value(made) : Value::error();
  } else {
    Value method = lookupSpecial(thread, args[0], names.dir);
    if (method.isSpecial())
      return method.isError() ? method : raiseTypeError(thread, "object does not provide __dir__");
    Value result = call(thread, method);
    if (result.isError())
      return result;
    List *made = listFrom(thread, result);
    list = made ? Value(made) : Value::error();
  }
  return !list.isError() && listSort(thread, list.as<List>(), none(), false) ? list : Value::error();
}
Value varsOf(Thread &thread, LocalValue *args) {
  if (args[0].isUnbound())
    return frameLocals(thread, thread.frame);
  Value dict = findAttribute(thread, args[0], names.dict);
  return dict.isUnbound() ? raiseTypeError(thread, "vars() argument must have __dict__ attribute") : dict;
}
Value globalsOf(Thread &thread, LocalValue *) { return Value(thread.frame->globals); }
Value localsOf(Thread &thread, LocalValue *) { return frameLocals(thread, thread.frame); }

template <int (*test)(Thread &, Value, Value)> Value classTest(Thread &thread, LocalValue *args) {
  int result = test(thread, args[0], args[1]);
  return result < 0 ? Value::error() : makeBool(result);
}

} // namespace

Value checkClass(Thread &thread, Value value, Value classes, Str *hook) {
  Value method = lookupSpecial(thread, classes, hook);
  return method.isSpecial() ? method : call(thread, method, {value});
}

// For what is no type but has __bases__: whether `base` is reached through them.
static int derivesByBases(Thread &thread, Value derived, Value base) {
  if (derived == base)
    return 1;
  NativeRecursion guard(thread, " in __issubclass__");
  Value bases = guard.ok() ? findAttribute(thread, derived, names.bases) : Value::error();
  if (bases.isError() || bases.isUnbound() || !isTuple(bases))
    return bases.isError() ? -1 : 0;
  for (Value one : *bases.as<Tuple>())
    if (int found = derivesByBases(thread, one, base))
      return found;
  return 0;
}

int isInstanceOf(Thread &thread, Value object, Value classes) {
  if (isType(classes) && typeOf(object) == classes.as<Type>())
    return 1;
  if (isExactly(classes, type_type)) {
    if (isSubtype(typeOf(object), classes.as<Type>()))
      return 1;
    Value answer = checkClass(thread, object, classes, names.instancecheck);
    return answer.isError() ? -1 : isTrue(thread, answer);
  }
  if (isTuple(classes)) {
    NativeRecursion guard(thread, " in __instancecheck__");
    if (!guard.ok())
      return -1;
    for (Value one : *classes.as<Tuple>()) {
      int result = isInstanceOf(thread, object, one);
      if (result)
        return result;
    }
    return 0;
  }
  NativeRecursion guard(thread, " in __instancecheck__");
  if (!guard.ok())
    return -1;
  Value result = checkClass(thread, object, classes, names.instancecheck);
  if (result.isError())
    return -1;
  if (!result.isUnbound())
    return isTrue(thread, result);
  Value bases = findAttribute(thread, classes, names.bases);
  if (bases.isError())
    return -1;
  if (bases.isUnbound() || !isTuple(bases)) {
    raiseTypeError(thread, "isinstance() arg 2 must be a type, a tuple of types, or a union");
    return -1;
  }
  Value type = findAttribute(thread, object, names.class_);
  return type.isError() ? -1 : type.isUnbound() ? 0 : derivesByBases(thread, type, classes);
}

int isSubclassOf(Thread &thread, Value type, Value classes) {
  if (isTuple(classes)) {
    NativeRecursion guard(thread, " in __subclasscheck__");
    if (!guard.ok())
      return -1;
    for (Value one : *classes.as<Tuple>()) {
      int result = isSubclassOf(thread, type, one);
      if (result)
        return result;
    }
    return 0;
  }
  if (isExactly(classes, type_type) && isType(type))
    return isSubtype(type.as<Type>(), classes.as<Type>());
  NativeRecursion guard(thread, " in __subclasscheck__");
  if (!guard.ok())
    return -1;
  Value result = checkClass(thread, type, classes, names.subclasscheck);
  if (result.isError())
    return -1;
  if (!result.isUnbound())
    return isTrue(thread, result);
  Value bases = findAttribute(thread, type, names.bases);
  if (bases.isUnbound() || bases.isError() || !isTuple(bases)) {
    if (!bases.isError())
      raiseTypeError(thread, "issubclass() arg 1 must be a class");
    return -1;
  }
  bases = findAttribute(thread, classes, names.bases);
  if (bases.isUnbound() || bases.isError()) {
    if (!bases.isError())
      raiseTypeError(thread, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
    return -1;
  }
  return derivesByBases(thread, type, classes);
}

namespace {

constexpr MethodDef kFunctions[] = {
    {"getattr", "(object, name, default=?, /)", getattrOf, "getattr(object, name[, default]) -> value\n\nGet a named attribute from an object; getattr(x, 'y') is equivalent to x.y.\nWhen a default argument is given, it is returned when the attribute doesn't\nexist; without it, an exception is raised in that case."},
    {"hasattr", "(obj, name, /)", hasattrOf, "Return whether the object has an attribute with the given name.\n\nThis is done by calling getattr(obj, name) and catching AttributeError."},
    {"setattr", "(obj, name, value, /)", setattrOf, "Sets the named attribute on the given object to the specified value.\n\nsetattr(x, 'y', v) is equivalent to ``x.y = v``"},
    {"delattr", "(obj, name, /)", delattrOf, "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y``"},
    {"callable", "(obj, /)", callableOf, "Return whether the object is callable (i.e., some kind of function).\n\nNote that classes are callable, as are instances of classes with a\n__call__() method."},
    {"id", "(obj, /)", idOf, "Return the identity of an object.\n\nThis is guaranteed to be unique among simultaneously existing objects.\n(CPython uses the object's memory address.)"},
    {"hash", "(obj, /)", hashOfObject, "Return the hash value for the given object.\n\nTwo objects that compare equal must also have the same hash value, but the\nreverse is not necessarily true."},
    {"len", "(obj, /)", lenOf, "Return the number of items in a container."},
    {"repr", "(obj, /)", reprFunction, "Return the canonical string representation of the object.\n\nFor many object types, including most builtins, eval(repr(obj)) == obj."},
    {"ascii", "(obj, /)", asciiFunction, "Return an ASCII-only representation of an object."},
    {"format", "(value, format_spec='', /)", formatFunction, "Return type(value).__format__(value, format_spec)"},
    {"dir", "(object=?, /)", dirOf, "Show attributes of an object."},
    {"vars", "(object=?, /)", varsOf, "Show vars.\n\nWithout arguments, equivalent to locals().\nWith an argument, equivalent to object.__dict__."},
    {"globals", "()", globalsOf, "Return the dictionary containing the current scope's global variables."},
    {"locals", "()", localsOf, "Return a dictionary containing the current scope's local variables."},
    {"isinstance", "(obj, class_or_tuple, /)", classTest<isInstanceOf>, "Return whether an object is an instance of a class or of a subclass thereof."},
    {"issubclass", "(cls, class_or_tuple, /)", classTest<isSubclassOf>, "Return whether 'cls' is derived from another class or is the same class."},
};

} // namespace

std::span<const MethodDef> objectFunctions() { return kFunctions; }

} // namespace pystm
