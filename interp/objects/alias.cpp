// types.GenericAlias (list[int]) and types.UnionType (int | str).
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "builtins/builtins.h"
#include "vm/runtime.h"

namespace pystm {

Type generic_alias_type, union_type;

namespace {

struct GenericAlias : Object {
  Tuple *args;
  Tuple *parameters; // null until asked for
  Value origin;
  bool starred;
};
struct Union : Object {
  Tuple *args;
  Tuple *parameters;
};

void traceAlias(Object *object, Tracer &tracer) {
  auto *alias = static_cast<GenericAlias *>(object);
  tracer.visit(alias->args);
  tracer.visit(alias->parameters);
  tracer.visit(alias->origin);
}
void traceUnion(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<Union *>(object)->args);
  tracer.visit(static_cast<Union *>(object)->parameters);
}

bool addOnce(Thread &thread, List *list, Value item) {
  for (Value other : *list)
    if (other == item)
      return true;
  return listAppend(thread, list, item);
}

// Type variables in the arguments, in order of appearance.
Tuple *parametersOf(Thread &thread, Tuple *args) {
  List *found = makeList(thread);
  for (Value arg : *args) {
    if (isType(arg))
      continue;
    Value subst = findAttribute(thread, arg, names.typing_subst);
    if (subst.isError())
      return nullptr;
    if (!subst.isUnbound()) {
      addOnce(thread, found, arg);
      continue;
    }
    Value inner = findAttribute(thread, arg, names.parameters);
    if (inner.isError())
      return nullptr;
    if (!inner.isUnbound() && isTuple(inner))
      for (Value parameter : *inner.as<Tuple>())
        addOnce(thread, found, parameter);
  }
  return makeTuple(thread, found->size, found->items);
}

bool reprItem(Thread &thread, Value item, std::string &text) {
  if (item == ellipsis()) {
    text += "...";
    return true;
  }
  if (isList(item)) {
    text += "[";
    bool first = true;
    for (Value inner : *item.as<List>()) {
      if (!first)
        text += ", ";
      first = false;
      if (!reprItem(thread, inner, text))
        return false;
    }
    text += "]";
    return true;
  }
  if (isNone(item) || item == Value(&none_type)) {
    text += "None";
    return true;
  }
  if (isType(item)) {
    text += fullTypeName(thread, item.as<Type>());
    return true;
  }
  Value origin = findAttribute(thread, item, names.origin), args = findAttribute(thread, item, names.args);
  if (origin.isError() || args.isError())
    return false;
  bool generic = !origin.isUnbound() && !args.isUnbound();
  Value qualname = generic ? Value() : findAttribute(thread, item, names.qualname);
  Value module = generic ? Value() : findAttribute(thread, item, names.module);
  if (!qualname.isSpecial() && !module.isSpecial() && isStr(qualname) && isStr(module)) {
    text += module.as<Str>()->is("builtins") ? toUtf8(qualname.as<Str>()) : toUtf8(module.as<Str>()) + "." + toUtf8(qualname.as<Str>());
    return true;
  }
  Value shown = reprOf(thread, item);
  if (shown.isError())
    return false;
  text += toUtf8(shown.as<Str>());
  return true;
}

Value aliasRepr(Thread &thread, Value self) {
  auto *alias = self.as<GenericAlias>();
  std::string text = alias->starred ? "*" : "";
  if (!reprItem(thread, alias->origin, text))
    return Value::error();
  text += "[";
  for (int64_t n = 0; n < alias->args->size; ++n) {
    if (n)
      text += ", ";
    if (!reprItem(thread, alias->args->items[n], text))
      return Value::error();
  }
  if (alias->args->size == 0)
    text += "()";
  return makeStr(thread, text + "]");
}
Value makeAlias(Thread &thread, Type *type, Value origin, Value arguments, bool starred) {
  auto *alias = allocate<GenericAlias>(thread, type);
  alias->origin = origin;
  alias->args = isTuple(arguments) ? arguments.as<Tuple>() : makeTuple(thread, {arguments});
  alias->starred = starred;
  return alias;
}
Value aliasConstruct(Thread &thread, LocalValue *args) { return makeAlias(thread, args[0].as<Type>(), args[1], args[2], false); }
IntResult aliasHash(Thread &thread, Value self) {
  IntResult origin = hashOf(thread, self.as<GenericAlias>()->origin);
  if (!origin.ok)
    return origin;
  IntResult arguments = hashOf(thread, Value(self.as<GenericAlias>()->args));
  return arguments.ok ? hashed(origin.value ^ arguments.value) : arguments;
}
Value aliasCompare(Thread &thread, Value left, Value right, CompareOp op) {
  if ((op != CompareOp::kEqual && op != CompareOp::kNotEqual) || !isInstance(left, &generic_alias_type) || !isInstance(right, &generic_alias_type))
    return notImplemented();
  auto *a = left.as<GenericAlias>(), *b = right.as<GenericAlias>();
  int same = a->starred == b->starred ? equals(thread, a->origin, b->origin) : 0;
  if (same > 0)
    same = equals(thread, Value(a->args), Value(b->args));
  return same < 0 ? Value::error() : makeBool((same != 0) == (op == CompareOp::kEqual));
}
constexpr const char *kOwnAttributes[] = {"__class__", "__bases__", "__origin__", "__args__", "__parameters__", "__mro_entries__", "__unpacked__", "__reduce_ex__", "__reduce__", "__copy__", "__deepcopy__", "__typing_unpacked_tuple_args__", "__dir__"};

Value aliasGetAttr(Thread &thread, Value self, Str *name) {
  for (const char *own : kOwnAttributes)
    if (name->is(own))
      return genericGetAttribute(thread, self, name);
  std::string text = toUtf8(name);
  bool dunder = text.size() > 4 && text.starts_with("__") && text.ends_with("__");
  if (dunder && (text == "__repr__" || text == "__call__" || text == "__getitem__" || text == "__eq__" || text == "__hash__" || text == "__or__" || text == "__ror__" || text == "__iter__" || text == "__instancecheck__" || text == "__subclasscheck__"))
    return genericGetAttribute(thread, self, name);
  return getAttribute(thread, self.as<GenericAlias>()->origin, name);
}
Value aliasCall(Thread &thread, Value self, const Arguments &args) {
  Value object = call(thread, self.as<GenericAlias>()->origin, args);
  if (object.isError())
    return object;
  if (!setAttribute(thread, object, intern(thread, "__orig_class__"), self)) {
    if (!exceptionMatches(thread, &AttributeError_type) && !exceptionMatches(thread, &TypeError_type))
      return Value::error();
    thread.clearException();
  }
  return object;
}
Tuple *aliasParameters(Thread &thread, Value self) {
  auto *alias = self.as<GenericAlias>();
  if (!alias->parameters)
    alias->parameters = parametersOf(thread, alias->args);
  return alias->parameters;
}

// Items, in which *tuple[a, b] stands for a and b.
Value unpackArguments(Thread &thread, Value item) {
  List *list = makeList(thread);
  Tuple *given = isTuple(item) ? item.as<Tuple>() : makeTuple(thread, {item});
  for (Value one : *given) {
    Value inner = isType(one) ? Value() : findAttribute(thread, one, intern(thread, "__typing_unpacked_tuple_args__"));
    if (inner.isError())
      return inner;
    bool several = !inner.isUnbound() && isTuple(inner);
    if (several && inner.as<Tuple>()->size)
      several = inner.as<Tuple>()->items[inner.as<Tuple>()->size - 1] != ellipsis();
    if (several)
      listExtend(thread, list, inner);
    else
      listAppend(thread, list, one);
  }
  return makeTuple(thread, list->size, list->items);
}

Value substitute(Thread &thread, Value self, Tuple *args, Tuple *parameters, Value item) {
  if (parameters->size == 0)
    return raiseTypeError(thread, "%R is not a generic class", self.bits);
  Value items = unpackArguments(thread, item);
  if (items.isError())
    return items;
  for (Value parameter : *parameters) {
    Value prepare = findAttribute(thread, parameter, names.typing_prepare_subst);
    if (prepare.isError())
      return prepare;
    if (!prepare.isUnbound() && !isNone(prepare)) {
      items = call(thread, prepare, {self, items});
      if (items.isError())
        return items;
    }
  }
  auto *given = items.as<Tuple>();
  if (given->size != parameters->size)
    return raiseTypeError(thread, "Too %s arguments for %R; actual %ld, expected %ld", given->size > parameters->size ? "many" : "few", self.bits, static_cast<long>(given->size), static_cast<long>(parameters->size));
  List *result = makeList(thread);
  auto indexOfParameter = [&](Value parameter) {
    for (int64_t n = 0; n < parameters->size; ++n)
      if (parameters->items[n] == parameter)
        return n;
    return int64_t{-1};
  };
  for (Value arg : *args) {
    if (isType(arg)) {
      listAppend(thread, result, arg);
      continue;
    }
    Value subst = findAttribute(thread, arg, names.typing_subst);
    if (subst.isError())
      return subst;
    int64_t n = indexOfParameter(arg);
    if (!subst.isUnbound() && n >= 0) {
      Value replaced = call(thread, subst, {given->items[n]});
      if (replaced.isError())
        return replaced;
      if (isTuple(replaced))
        listExtend(thread, result, replaced);
      else
        listAppend(thread, result, replaced);
      continue;
    }
    Value inner = findAttribute(thread, arg, names.parameters);
    if (inner.isError())
      return inner;
    if (!inner.isUnbound() && isTuple(inner) && inner.as<Tuple>()->size) {
      List *sub = makeList(thread);
      for (Value parameter : *inner.as<Tuple>()) {
        Value with = given->items[indexOfParameter(parameter)];
        // A TypeVarTuple, which can be unpacked, stands for several.
        if (isTuple(with) && typeOf(parameter)->slots.iter)
          listExtend(thread, sub, with);
        else
          listAppend(thread, sub, with);
      }
      Value replaced = getItem(thread, arg, Value(makeTuple(thread, sub->size, sub->items)));
      if (replaced.isError())
        return replaced;
      // What was unpacked already came as a tuple.
      if (isTuple(replaced))
        listExtend(thread, result, replaced);
      else
        listAppend(thread, result, replaced);
      continue;
    }
    listAppend(thread, result, arg);
  }
  return makeTuple(thread, result->size, result->items);
}

Value aliasGetItem(Thread &thread, Value self, Value item) {
  Tuple *parameters = aliasParameters(thread, self);
  if (!parameters)
    return Value::error();
  auto *alias = self.as<GenericAlias>();
  Value args = substitute(thread, self, alias->args, parameters, item);
  return args.isError() ? args : makeAlias(thread, &generic_alias_type, alias->origin, args, alias->starred);
}

// Gives the alias, starred, once.
struct AliasIterator : Object {
  Value alias; // unbound: it was given
};
Type *alias_iterator_type = nullptr;

Value iteratorNext(Thread &thread, Value self) {
  auto *iterator = self.as<AliasIterator>();
  if (iterator->alias.isUnbound())
    return {};
  auto *alias = iterator->alias.as<GenericAlias>();
  iterator->alias = {};
  return makeAlias(thread, alias->type, alias->origin, Value(alias->args), true);
}
Value builtin(Thread &thread, const char *name) { return dictGet(runtime.builtins, intern(thread, name)); }
Value iteratorReduce(Thread &thread, LocalValue *args) {
  Value alias = args[0].as<AliasIterator>()->alias;
  Value rest = alias.isUnbound() ? Value(makeTuple(thread, 0)) : alias;
  return makeTuple(thread, {builtin(thread, "iter"), Value(makeTuple(thread, {rest}))});
}
constexpr MethodDef kIteratorMethods[] = {{"__reduce__", "($self, /)", iteratorReduce}};
const TypeDef kAliasIterator = {
    .name = "generic_alias_iterator",
    .size = sizeof(AliasIterator),
    .trace = [](Object *object, Tracer &tracer) { tracer.visit(static_cast<AliasIterator *>(object)->alias); },
    .slots = {.iter = selfIterator, .next = iteratorNext},
    .methods = kIteratorMethods};

Value aliasIter(Thread &thread, Value self) {
  if (!alias_iterator_type) {
    alias_iterator_type = makeType(thread, kAliasIterator);
    addRoot(&alias_iterator_type);
  }
  auto *iterator = allocate<AliasIterator>(thread, alias_iterator_type);
  iterator->alias = self;
  return iterator;
}
Value originOf(Thread &, Value self) { return self.as<GenericAlias>()->origin; }
Value argsOf(Thread &, Value self) { return self.as<GenericAlias>()->args; }
Value parametersGet(Thread &thread, Value self) {
  Tuple *parameters = aliasParameters(thread, self);
  return parameters ? Value(parameters) : Value::error();
}
Value unpackedGet(Thread &, Value self) { return makeBool(self.as<GenericAlias>()->starred); }
Value unpackedArgs(Thread &, Value self) {
  auto *alias = self.as<GenericAlias>();
  return alias->starred && alias->origin == Value(&tuple_type) ? Value(alias->args) : none();
}
constexpr GetSetDef kAliasAttributes[] = {{"__origin__", originOf}, {"__args__", argsOf}, {"__parameters__", parametersGet}, {"__unpacked__", unpackedGet}, {"__typing_unpacked_tuple_args__", unpackedArgs}};
Value mroEntries(Thread &thread, LocalValue *args) { return makeTuple(thread, {args[0].as<GenericAlias>()->origin}); }
Value instanceCheck(Thread &thread, LocalValue *) { return raiseTypeError(thread, "isinstance() argument 2 cannot be a parameterized generic"); }
Value subclassCheck(Thread &thread, LocalValue *) { return raiseTypeError(thread, "issubclass() argument 2 cannot be a parameterized generic"); }
Value aliasReduce(Thread &thread, LocalValue *args) {
  auto *alias = args[0].as<GenericAlias>();
  if (alias->starred) {
    Value iterator = aliasIter(thread, makeAlias(thread, alias->type, alias->origin, Value(alias->args), false));
    return makeTuple(thread, {builtin(thread, "next"), Value(makeTuple(thread, {iterator}))});
  }
  return makeTuple(thread, {Value(alias->type), Value(makeTuple(thread, {alias->origin, Value(alias->args)}))});
}
Value aliasDir(Thread &thread, LocalValue *args) {
  Value all = call(thread, builtin(thread, "dir"), {args[0].as<GenericAlias>()->origin});
  if (all.isError())
    return all;
  for (const char *own : kOwnAttributes) {
    int there = containsItem(thread, all, Value(intern(thread, own)));
    if (there < 0 || (!there && !listAppend(thread, all.as<List>(), Value(intern(thread, own)))))
      return Value::error();
  }
  return all;
}
constexpr MethodDef kAliasMethods[] = {
    {"__mro_entries__", "($self, bases, /)", mroEntries},
    {"__instancecheck__", "($self, instance, /)", instanceCheck},
    {"__subclasscheck__", "($self, subclass, /)", subclassCheck},
    {"__reduce__", "($self, /)", aliasReduce},
    {"__dir__", "($self, /)", aliasDir},
};

// --- unions ---

void flatten(Thread &thread, Value value, List *into) {
  if (isInstance(value, &union_type)) {
    for (Value arg : *value.as<Union>()->args)
      flatten(thread, arg, into);
    return;
  }
  if (isNone(value))
    value = Value(&none_type);
  for (Value other : *into) {
    bool alias = isInstance(other, &generic_alias_type) || isInstance(value, &generic_alias_type);
    if (other == value || (alias && equals(thread, other, value) == 1))
      return;
  }
  listAppend(thread, into, value);
}
Value unionRepr(Thread &thread, Value self) {
  std::string text;
  for (Value arg : *self.as<Union>()->args) {
    if (!text.empty())
      text += " | ";
    if (!reprItem(thread, arg, text))
      return Value::error();
  }
  return makeStr(thread, text);
}
IntResult unionHash(Thread &thread, Value self) {
  Value set = call(thread, Value(&frozenset_type), {Value(self.as<Union>()->args)});
  return set.isError() ? IntResult{0, false} : hashOf(thread, set);
}
Value unionCompare(Thread &thread, Value left, Value right, CompareOp op) {
  if ((op != CompareOp::kEqual && op != CompareOp::kNotEqual) || !isInstance(left, &union_type) || !isInstance(right, &union_type))
    return notImplemented();
  Value a = call(thread, Value(&frozenset_type), {Value(left.as<Union>()->args)}), b = call(thread, Value(&frozenset_type), {Value(right.as<Union>()->args)});
  return a.isError() || b.isError() ? Value::error() : compare(thread, a, b, op);
}
Value unionOr(Thread &thread, Value left, Value right) { return type_type.slots.bit_or(thread, left, right); }
Value unionArgs(Thread &, Value self) { return self.as<Union>()->args; }
Value unionParameters(Thread &thread, Value self) {
  auto *value = self.as<Union>();
  if (!value->parameters)
    value->parameters = parametersOf(thread, value->args);
  return value->parameters ? Value(value->parameters) : Value::error();
}
Value unionGetItem(Thread &thread, Value self, Value item) {
  Value parameters = unionParameters(thread, self);
  Value args = parameters.isError() ? parameters : substitute(thread, self, self.as<Union>()->args, parameters.as<Tuple>(), item);
  if (args.isError())
    return args;
  Value result = args.as<Tuple>()->items[0];
  for (int64_t n = 1; n < args.as<Tuple>()->size && !result.isError(); ++n)
    result = binaryOperation(thread, BinaryOp::kBitOr, result, args.as<Tuple>()->items[n]);
  return result;
}
template <int (*test)(Thread &, Value, Value)> Value unionCheck(Thread &thread, LocalValue *args) {
  for (Value one : *args[0].as<Union>()->args) {
    if (isInstance(one, &generic_alias_type))
      return raiseTypeError(thread, test == isInstanceOf ? "isinstance() argument 2 cannot be a parameterized generic" : "issubclass() argument 2 cannot be a parameterized generic");
    int result = test(thread, args[1], one);
    if (result)
      return result < 0 ? Value::error() : trueValue();
  }
  return falseValue();
}
Value unionModule(Thread &thread, Value) { return intern(thread, "types"); }
constexpr GetSetDef kUnionAttributes[] = {{"__module__", unionModule}, {"__args__", unionArgs}, {"__parameters__", unionParameters}};
constexpr MethodDef kUnionMethods[] = {
    {"__instancecheck__", "($self, instance, /)", unionCheck<isInstanceOf>},
    {"__subclasscheck__", "($self, subclass, /)", unionCheck<isSubclassOf>},
};

} // namespace

Value makeGenericAlias(Thread &thread, Value origin, Value arguments) {
  return makeAlias(thread, &generic_alias_type, origin, arguments, false);
}
Value classGetItem(Thread &thread, LocalValue *args) { return makeGenericAlias(thread, args[0], args[1]); }
Value makeUnion(Thread &thread, Value left, Value right) {
  List *list = makeList(thread);
  flatten(thread, left, list);
  flatten(thread, right, list);
  if (list->size == 1)
    return list->items[0];
  auto *value = allocate<Union>(thread, &union_type);
  value->args = makeTuple(thread, list->size, list->items);
  return value;
}

extern const TypeDef generic_alias_def = {
    .name = "types.GenericAlias", .doc = "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).", .signature = "($type, origin, args, /)", .size = sizeof(GenericAlias), .flags = kBaseType, .trace = traceAlias, .construct = aliasConstruct,
    .slots = {.repr = aliasRepr, .hash = aliasHash, .compare = aliasCompare, .iter = aliasIter, .get_item = aliasGetItem, .get_attr = aliasGetAttr, .call = aliasCall, .bit_or = unionOr},
    .methods = kAliasMethods, .attributes = kAliasAttributes};
extern const TypeDef union_def = {
    .name = "types.UnionType", .doc = "Represent a PEP 604 union type\n\nE.g. for int | str", .size = sizeof(Union), .trace = traceUnion,
    .slots = {.repr = unionRepr, .hash = unionHash, .compare = unionCompare, .get_item = unionGetItem, .bit_or = unionOr},
    .methods = kUnionMethods, .attributes = kUnionAttributes};

} // namespace pystm
