// Exception groups: BaseExceptionGroup, ExceptionGroup, splitting, and what except* raises at its end.
#include "objects/exception_fields.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/loop.h"

#include <functional>

namespace pystm {

namespace {

Type *exception_group = nullptr;

Value groupNew(Thread &thread, Type *type, const Arguments &args) {
  if (args.positional != 2)
    return raiseTypeError(thread, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", static_cast<int>(args.positional));
  if (!isStr(args[0]))
    return raiseTypeError(thread, "argument 1 must be str, not %T", args[0].bits);
  if (!isList(args[1]) && !isTuple(args[1]))
    return raiseTypeError(thread, "second argument (exceptions) must be a sequence");
  Tuple *exceptions = tupleFrom(thread, args[1]);
  if (!exceptions)
    return Value::error();
  if (exceptions->size == 0)
    return raiseValueError(thread, "second argument (exceptions) must be a non-empty sequence");
  bool plain = true;
  for (int64_t n = 0; n < exceptions->size; ++n) {
    if (!isException(exceptions->items[n]))
      return raiseValueError(thread, "Item %ld of second argument (exceptions) is not an exception", static_cast<long>(n));
    plain &= isInstance(exceptions->items[n], &Exception_type);
  }
  if (type == &BaseExceptionGroup_type && plain)
    type = exception_group;
  else if (!plain && isSubtype(type, &Exception_type))
    return raiseTypeError(thread, type == exception_group ? "Cannot nest BaseExceptions in an ExceptionGroup" : "Cannot nest BaseExceptions in '%s'", std::string(typeName(type)).c_str());
  Value self = exceptionNew(thread, type, args);
  asException(self)->extra[0] = args[0];
  asException(self)->extra[1] = Value(exceptions);
  return self;
}
Tuple *partsOf(Value group) { return asException(group)->extra[1].as<Tuple>(); }
bool isGroup(Value value) { return isInstance(value, &BaseExceptionGroup_type); }

Value groupStr(Thread &thread, Value self) {
  int64_t count = partsOf(self)->size;
  return formatStr(thread, "%s (%ld sub-exception%s)", toUtf8(asException(self)->extra[0].as<Str>()).c_str(), static_cast<long>(count), count == 1 ? "" : "s");
}
Value message(Thread &, Value self) { return asException(self)->extra[0]; }
Value exceptions(Thread &, Value self) { return asException(self)->extra[1]; }

// A group like `group` with other parts, of the kind that its derive() makes.
Value derived(Thread &thread, Value group, List *parts) {
  if (parts->size == 0)
    return none();
  Value made = callMethod(thread, group, "derive", {Value(parts)});
  if (made.isError())
    return made;
  if (!isGroup(made))
    return raiseTypeError(thread, "derive must return an instance of BaseExceptionGroup");
  auto *to = asException(made), *from = asException(group);
  to->traceback = from->traceback;
  to->context = from->context;
  to->cause = from->cause;
  to->suppress_context = from->suppress_context;
  Value notes = findAttribute(thread, group, names.notes);
  if (notes.isError())
    return notes;
  if (!notes.isUnbound()) {
    List *copy = listFrom(thread, notes);
    if (!copy || !setAttribute(thread, made, names.notes, Value(copy)))
      return Value::error();
  }
  return made;
}

using Matcher = std::function<int(Value)>; // 1, 0, -1

bool splitGroup(Thread &thread, Value value, const Matcher &matches, Value &match, Value &rest) {
  match = rest = none();
  int whole = matches(value);
  if (whole < 0)
    return false;
  if (whole) {
    match = value;
    return true;
  }
  if (!isGroup(value)) {
    rest = value;
    return true;
  }
  NativeRecursion guard(thread, " in exceptiongroup_split_recursive");
  if (!guard.ok())
    return false;
  List *matched = makeList(thread), *others = makeList(thread);
  for (Value part : *partsOf(value)) {
    Value m, r;
    if (!splitGroup(thread, part, matches, m, r))
      return false;
    if (!isNone(m))
      listAppend(thread, matched, m);
    if (!isNone(r))
      listAppend(thread, others, r);
  }
  match = derived(thread, value, matched);
  rest = match.isError() ? match : derived(thread, value, others);
  return !rest.isError();
}

bool matcherFor(Thread &thread, Value condition, Matcher &matcher) {
  if (isTuple(condition) || (isType(condition) && isSubtype(condition.as<Type>(), &BaseException_type))) {
    bool all = true;
    if (isTuple(condition))
      for (Value one : *condition.as<Tuple>())
        all &= isType(one) && isSubtype(one.as<Type>(), &BaseException_type);
    if (all) {
      matcher = [&thread, condition](Value value) { return exceptionMatches(thread, value, condition); };
      return true;
    }
  } else if (isExactly(condition, function_type) || isCallable(condition)) {
    if (!isType(condition)) {
      matcher = [&thread, condition](Value value) {
        Value result = call(thread, condition, {value});
        return result.isError() ? -1 : isTrue(thread, result);
      };
      return true;
    }
  }
  raiseTypeError(thread, "expected a function, exception type or tuple of exception types");
  return false;
}

Value split(Thread &thread, LocalValue *args) {
  Matcher matcher;
  Value match, rest;
  if (!matcherFor(thread, args[1], matcher) || !splitGroup(thread, args[0], matcher, match, rest))
    return Value::error();
  return makeTuple(thread, {match, rest});
}
Value subgroup(Thread &thread, LocalValue *args) {
  Matcher matcher;
  Value match, rest;
  if (!matcherFor(thread, args[1], matcher) || !splitGroup(thread, args[0], matcher, match, rest))
    return Value::error();
  return match;
}
Value derive(Thread &thread, LocalValue *args) { return call(thread, Value(&BaseExceptionGroup_type), {asException(args[0])->extra[0], args[1]}); }

constexpr GetSetDef kFields[] = {{"message", message}, {"exceptions", exceptions}};
constexpr MethodDef kMethods[] = {
    {"derive", "($self, excs, /)", derive, ""},
    {"split", "($self, condition, /)", split, ""},
    {"subgroup", "($self, condition, /)", subgroup, ""},
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"},
};

void collectLeaves(Value value, std::vector<Value> &leaves) {
  if (!isGroup(value)) {
    leaves.push_back(value);
    return;
  }
  for (Value part : *partsOf(value))
    collectLeaves(part, leaves);
}

} // namespace

Type *ExceptionGroup_type_pointer() { return exception_group; }

void describeGroup(TypeDef &def) {
  def.slots.create = groupNew;
  def.slots.str = groupStr;
  def.attributes = kFields;
  def.methods = kMethods;
}

void readyExceptionGroup(Thread &thread) {
  Dict *dict = makeDict(thread);
  dictSet(thread, dict, names.module, Value(names.builtins_module));
  LocalValues args{Value(intern(thread, "ExceptionGroup")), Value(makeTuple(thread, {Value(&BaseExceptionGroup_type), Value(&Exception_type)})), Value(dict)};
  Value type = typeNew(thread, &type_type, Arguments{args, 3});
  exception_group = type.as<Type>();
  addRoot(&exception_group);
  dictSet(thread, runtime.builtins, "ExceptionGroup", type);
}

// `raised`: what the clauses raised or left unhandled; None stands for nothing. What was left (parts of the original,
// with its traceback) goes back into its structure, new ones beside it.
Value prepareReraiseStar(Thread &thread, Value original, Value raised) {
  auto *list = raised.as<List>();
  List *fresh = makeList(thread), *left = makeList(thread);
  for (Value value : *list) {
    if (isNone(value))
      continue;
    bool part = isGroup(original) && isException(value) && asException(value)->traceback == asException(original)->traceback &&
                asException(value)->cause == asException(original)->cause && asException(value)->context == asException(original)->context;
    listAppend(thread, value == original || part ? left : fresh, value);
  }
  if (!isGroup(original)) {
    if (fresh->size + left->size == 0)
      return none();
    return left->size ? left->items[0] : fresh->items[0];
  }
  Value rest = none();
  if (left->size) {
    std::vector<Value> leaves;
    for (Value value : *left)
      collectLeaves(value, leaves);
    Matcher matcher = [&](Value value) {
      for (Value leaf : leaves)
        if (leaf == value)
          return 1;
      return 0;
    };
    Value match, others;
    if (!splitGroup(thread, original, matcher, match, others))
      return Value::error();
    rest = match;
  }
  if (fresh->size == 0)
    return rest;
  if (!isNone(rest))
    listAppend(thread, fresh, rest);
  return call(thread, Value(&BaseExceptionGroup_type), {Value(emptyStr()), Value(fresh)});
}

} // namespace pystm
