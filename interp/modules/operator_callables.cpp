// operator.itemgetter, attrgetter and methodcaller: objects that are called with the object to look into.
#include "modules/operator.h"

namespace pystm {
namespace {

struct Getter : Object {
  Tuple *wanted; // items; names, or tuples of names for dotted ones; the method's arguments
  Str *name;     // of the method
  Dict *keywords; // for the method, or null
};

void trace(Object *object, Tracer &tracer) {
  auto *getter = static_cast<Getter *>(object);
  tracer.visit(getter->wanted);
  tracer.visit(getter->name);
  tracer.visit(getter->keywords);
}

Tuple *firstAndRest(Thread &thread, Value first, Tuple *rest) {
  Tuple *all = makeTuple(thread, rest->size + 1);
  all->items[0] = first;
  for (int64_t i = 0; i < rest->size; ++i)
    all->items[i + 1] = rest->items[i];
  return all;
}

bool oneArgument(Thread &thread, const char *name, const Arguments &args) {
  if (args.keywords())
    raiseTypeError(thread, "%s() takes no keyword arguments", name);
  else if (args.positional != 1)
    raiseTypeError(thread, "%s expected 1 argument, got %d", name, static_cast<int>(args.positional));
  return !args.keywords() && args.positional == 1;
}

// "operator.name(wanted..., key=value...)"
Value show(Thread &thread, Value self, Tuple *shown, Dict *keywords) {
  ReprGuard guard(thread, self);
  std::string text = fullTypeName(thread, typeOf(self));
  if (guard.recursive())
    return makeStr(thread, text + "(...)");
  text += "(";
  for (int64_t i = 0; i < shown->size; ++i) {
    Value part = reprOf(thread, shown->items[i]);
    if (part.isError())
      return part;
    text += (i ? ", " : "") + toUtf8(part.as<Str>());
  }
  int64_t position = 0;
  Value key, value;
  while (keywords && dictNext(keywords, position, key, value)) {
    Value part = reprOf(thread, value);
    if (part.isError())
      return part;
    text += ", " + toUtf8(key.as<Str>()) + "=" + toUtf8(part.as<Str>());
  }
  return makeStr(thread, text + ")");
}

// --- itemgetter ---

Value itemConstruct(Thread &thread, LocalValue *args) {
  auto *getter = allocate<Getter>(thread, args[0].as<Type>());
  getter->wanted = firstAndRest(thread, args[1], args[2].as<Tuple>());
  return getter;
}
Value itemCall(Thread &thread, Value self, const Arguments &args) {
  if (!oneArgument(thread, "itemgetter", args))
    return Value::error();
  Tuple *wanted = self.as<Getter>()->wanted;
  if (wanted->size == 1)
    return getItem(thread, args[0], wanted->items[0]);
  Tuple *found = makeTuple(thread, wanted->size);
  for (int64_t i = 0; i < wanted->size; ++i) {
    Value item = getItem(thread, args[0], wanted->items[i]);
    if (item.isError())
      return item;
    found->items[i] = item;
  }
  return found;
}
Value itemRepr(Thread &thread, Value self) { return show(thread, self, self.as<Getter>()->wanted, nullptr); }
Value itemReduce(Thread &thread, LocalValue *args) { return makeTuple(thread, {Value(typeOf(args[0])), Value(args[0].as<Getter>()->wanted)}); }

// --- attrgetter ---

Value pathOf(Thread &thread, Value name) {
  if (!isStr(name))
    return raiseTypeError(thread, "attribute name must be a string");
  std::string text = toUtf8(name.as<Str>());
  if (text.find('.') == std::string::npos)
    return intern(thread, name.as<Str>());
  List *parts = makeList(thread);
  for (size_t from = 0; from <= text.size();) {
    size_t dot = std::min(text.find('.', from), text.size());
    listAppend(thread, parts, intern(thread, text.substr(from, dot - from)));
    from = dot + 1;
  }
  return makeTuple(thread, parts->size, parts->items);
}
Value attributeConstruct(Thread &thread, LocalValue *args) {
  Tuple *paths = firstAndRest(thread, args[1], args[2].as<Tuple>());
  for (Value &path : *paths) {
    path = pathOf(thread, path);
    if (path.isError())
      return path;
  }
  auto *getter = allocate<Getter>(thread, args[0].as<Type>());
  getter->wanted = paths;
  return getter;
}
Value follow(Thread &thread, Value object, Value path) {
  if (isStr(path))
    return getAttribute(thread, object, path.as<Str>());
  for (Value name : *path.as<Tuple>()) {
    object = getAttribute(thread, object, name.as<Str>());
    if (object.isError())
      return object;
  }
  return object;
}
Value attributeCall(Thread &thread, Value self, const Arguments &args) {
  if (!oneArgument(thread, "attrgetter", args))
    return Value::error();
  Tuple *wanted = self.as<Getter>()->wanted;
  if (wanted->size == 1)
    return follow(thread, args[0], wanted->items[0]);
  Tuple *found = makeTuple(thread, wanted->size);
  for (int64_t i = 0; i < wanted->size; ++i) {
    Value value = follow(thread, args[0], wanted->items[i]);
    if (value.isError())
      return value;
    found->items[i] = value;
  }
  return found;
}
Tuple *dottedNames(Thread &thread, Value self) {
  Tuple *wanted = self.as<Getter>()->wanted;
  Tuple *dotted = makeTuple(thread, wanted->size);
  for (int64_t i = 0; i < wanted->size; ++i) {
    Value path = wanted->items[i];
    std::string text;
    if (isTuple(path))
      for (Value part : *path.as<Tuple>())
        text += (text.empty() ? "" : ".") + toUtf8(part.as<Str>());
    dotted->items[i] = isTuple(path) ? Value(makeStr(thread, text)) : path;
  }
  return dotted;
}
Value attributeRepr(Thread &thread, Value self) { return show(thread, self, dottedNames(thread, self), nullptr); }
Value attributeReduce(Thread &thread, LocalValue *args) { return makeTuple(thread, {Value(typeOf(args[0])), Value(dottedNames(thread, args[0]))}); }

// --- methodcaller ---

Value methodConstruct(Thread &thread, LocalValue *args) {
  Tuple *given = args[1].as<Tuple>();
  if (given->size == 0)
    return raiseTypeError(thread, "methodcaller needs at least one argument, the method name");
  if (!isStr(given->items[0]))
    return raiseTypeError(thread, "method name must be a string");
  auto *getter = allocate<Getter>(thread, args[0].as<Type>());
  getter->name = intern(thread, given->items[0].as<Str>());
  getter->wanted = makeTuple(thread, given->size - 1, given->items + 1);
  getter->keywords = args[2].isUnbound() ? nullptr : args[2].as<Dict>();
  return getter;
}
Value methodCall(Thread &thread, Value self, const Arguments &args) {
  if (!oneArgument(thread, "methodcaller", args))
    return Value::error();
  auto *getter = self.as<Getter>();
  Value method = getAttribute(thread, args[0], getter->name);
  if (method.isError())
    return method;
  int64_t positional = getter->wanted->size, count = getter->keywords ? getter->keywords->size : 0;
  ValueVector values(thread);
  Tuple *keys = count ? makeTuple(thread, count) : nullptr;
  values.pushItems(getter->wanted);
  int64_t position = 0;
  Value key, value;
  for (int64_t i = 0; i < count && dictNext(getter->keywords, position, key, value); ++i) {
    keys->items[i] = key;
    values.push(value);
  }
  return call(thread, method, Arguments{values.data(), positional, keys});
}
Value methodRepr(Thread &thread, Value self) {
  return show(thread, self, firstAndRest(thread, Value(self.as<Getter>()->name), self.as<Getter>()->wanted), self.as<Getter>()->keywords);
}
Value methodReduce(Thread &thread, LocalValue *args) {
  auto *getter = args[0].as<Getter>();
  Value type(typeOf(args[0]));
  if (!getter->keywords)
    return makeTuple(thread, {type, Value(firstAndRest(thread, Value(getter->name), getter->wanted))});
  Value partial = importAttribute(thread, "functools", "partial");
  if (partial.isError())
    return partial;
  Tuple *keys = makeTuple(thread, getter->keywords->size);
  ValueVector values(thread);
  values.push(type);
  values.push(Value(getter->name));
  int64_t position = 0;
  Value value;
  for (int64_t i = 0; i < keys->size; ++i) {
    dictNext(getter->keywords, position, keys->items[i], value);
    values.push(value);
  }
  Value constructor = call(thread, partial, Arguments{values.data(), 2, keys});
  return constructor.isError() ? constructor : makeTuple(thread, {constructor, Value(getter->wanted)});
}

#define REDUCE(function) {{"__reduce__", "($self, /)", function, "Return state information for pickling."}}
constexpr MethodDef kItemMethods[] = REDUCE(itemReduce);
constexpr MethodDef kAttributeMethods[] = REDUCE(attributeReduce);
constexpr MethodDef kMethodMethods[] = REDUCE(methodReduce);

const TypeDef kTypes[] = {
    {.name = "operator.itemgetter", .doc = "Return a callable object that fetches the given item(s) from its operand.\nAfter f = itemgetter(2), the call f(r) returns r[2].", .signature = "($type, item, /, *items)",
     .size = sizeof(Getter), .trace = trace, .construct = itemConstruct, .slots = {.repr = itemRepr, .call = itemCall}, .methods = kItemMethods},
    {.name = "operator.attrgetter", .doc = "Return a callable object that fetches the given attribute(s) from its operand.\nAfter f = attrgetter('name'), the call f(r) returns r.name.", .signature = "($type, attr, /, *attrs)",
     .size = sizeof(Getter), .trace = trace, .construct = attributeConstruct, .slots = {.repr = attributeRepr, .call = attributeCall}, .methods = kAttributeMethods},
    {.name = "operator.methodcaller", .doc = "Return a callable object that calls the given method on its operand.\nAfter f = methodcaller('name'), the call f(r) returns r.name().", .signature = "($type, /, *args, **kwargs)",
     .size = sizeof(Getter), .trace = trace, .construct = methodConstruct, .slots = {.repr = methodRepr, .call = methodCall}, .methods = kMethodMethods},
};

} // namespace

bool addOperatorCallables(Thread &thread, Module *module) {
  for (const TypeDef &definition : kTypes)
    if (!addModuleType(thread, module, makeType(thread, definition)))
      return false;
  return true;
}

} // namespace pystm
