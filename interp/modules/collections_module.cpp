// The module _collections: defaultdict and the counting helper; deque is in deque.cpp. OrderedDict is the library's
// own, in Python.
#include "modules/deque.h"
#include "modules/native_init.h"

#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/instance.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

namespace pystm {
namespace {

Type *defaultdict_type = nullptr;

struct DefaultDict : Dict {
  Value factory; // unbound or None: none
};

Value factoryOf(const DefaultDict *dict) { return dict->factory.isUnbound() ? none() : dict->factory; }

bool defaultdictInit(Thread &thread, Value self, const Arguments &arguments) {
  Arguments rest = arguments;
  Value factory = none();
  if (arguments.positional > 0) {
    factory = arguments[0];
    if (!isNone(factory) && !isCallable(factory)) {
      raiseTypeError(thread, "first argument must be callable or None");
      return false;
    }
    ++rest.values;
    --rest.positional;
  }
  self.as<DefaultDict>()->factory = factory;
  return dict_type.slots.init(thread, self, rest);
}

Value defaultdictMissing(Thread &thread, LocalValue *args) {
  Value factory = factoryOf(args[0].as<DefaultDict>());
  if (isNone(factory))
    return raiseKeyError(thread, args[1]);
  Value value = call(thread, factory);
  if (value.isError())
    return value;
  return setItem(thread, args[0], args[1], value) ? value : Value::error();
}

Value defaultdictGetItem(Thread &thread, Value self, Value key) {
  Value found = dictGet(thread, self.as<Dict>(), key);
  if (!found.isUnbound())
    return found;
  if (isExactly(self, *defaultdict_type)) {
    LocalValues args{self, key};
    return defaultdictMissing(thread, args);
  }
  return callMethod(thread, self, names.missing, {key});
}

Value defaultdictRepr(Thread &thread, Value self) {
  std::string text = std::string(typeNameOf(self)) + "(";
  Value items = dict_type.slots.repr(thread, self);
  if (items.isError())
    return items;
  ReprGuard guard(thread, self);
  Value factory = guard.recursive() ? Value(makeAscii(thread, "...")) : reprOf(thread, factoryOf(self.as<DefaultDict>()));
  if (factory.isError())
    return factory;
  return makeStr(thread, text + toUtf8(factory.as<Str>()) + ", " + toUtf8(items.as<Str>()) + ")");
}

Value defaultdictCopy(Thread &thread, LocalValue *args) {
  return call(thread, typeOf(args[0]), {factoryOf(args[0].as<DefaultDict>()), args[0]});
}

Value defaultdictReduce(Thread &thread, LocalValue *args) {
  Value factory = factoryOf(args[0].as<DefaultDict>());
  Value items = callMethod(thread, args[0], names.items);
  Value iterator = items.isError() ? items : getIterator(thread, items);
  if (iterator.isError())
    return iterator;
  Value parameters = isNone(factory) ? emptyTuple() : makeTuple(thread, {factory});
  return makeTuple(thread, {typeOf(args[0]), parameters, none(), none(), iterator});
}

Value defaultdictOr(Thread &thread, Value left, Value right) {
  if (!isDict(left) || !isDict(right))
    return notImplemented();
  Value self = isInstance(left, defaultdict_type) ? left : right;
  Value result = call(thread, typeOf(self), {factoryOf(self.as<DefaultDict>()), left});
  return result.isError() || !dictUpdate(thread, result.as<Dict>(), right) ? Value::error() : result;
}

Value getFactory(Thread &, Value self) { return factoryOf(self.as<DefaultDict>()); }
bool setFactory(Thread &, Value self, Value value) {
  self.as<DefaultDict>()->factory = value;
  return true;
}

void traceDefaultDict(Object *object, Tracer &tracer) {
  dict_type.trace(object, tracer);
  tracer.visit(static_cast<DefaultDict *>(object)->factory);
}

constexpr MethodDef kDefaultDictMethods[] = {
    {"__missing__", "($self, key, /)", defaultdictMissing},
    {"copy", "($self, /)", defaultdictCopy, "D.copy() -> a shallow copy of D."},
    {"__copy__", "($self, /)", defaultdictCopy, "D.copy() -> a shallow copy of D."},
    {"__reduce__", "($self, /)", defaultdictReduce},
};
constexpr GetSetDef kDefaultDictAttributes[] = {{"default_factory", getFactory, setFactory, "Factory for default value called by __missing__()."}};

const TypeDef kDefaultDict = {
    .name = "collections.defaultdict",
    .doc = "defaultdict(default_factory=None, /, [...]) --> dict with default factory",
    .base = &dict_type,
    .size = sizeof(DefaultDict),
    .flags = kBaseType | kMatchesMapping,
    .trace = traceDefaultDict,
    .slots = {.repr = defaultdictRepr, .get_item = defaultdictGetItem, .init = defaultdictInit, .bit_or = defaultdictOr},
    .methods = kDefaultDictMethods,
    .attributes = kDefaultDictAttributes};

// The attribute of a named tuple: an item by its number.
struct TupleGetter : Object {
  int64_t index;
  Value doc;
};
Type *tuple_getter_type = nullptr;

void traceGetter(Object *object, Tracer &tracer) { tracer.visit(static_cast<TupleGetter *>(object)->doc); }
Value getterConstruct(Thread &thread, LocalValue *args) {
  int64_t index = 0;
  if (!indexOf(thread, args[1], index, &OverflowError_type))
    return Value::error();
  auto *getter = allocate<TupleGetter>(thread, args[0].as<Type>());
  getter->index = index;
  getter->doc = args[2];
  return getter;
}
Value getterGet(Thread &thread, Value self, Value instance, Value) {
  auto *getter = self.as<TupleGetter>();
  if (instance.isUnbound() || isNone(instance))
    return self;
  if (!isTuple(instance))
    return raiseTypeError(thread, "descriptor for index '%d' for tuple subclasses doesn't apply to '%T' object", static_cast<int>(getter->index), instance.bits);
  auto *tuple = instance.as<Tuple>();
  if (getter->index < 0 || getter->index >= tuple->size)
    return raiseIndexError(thread, "tuple index out of range");
  return tuple->items[getter->index];
}
bool getterSet(Thread &thread, Value, Value, Value value) {
  raise(thread, &AttributeError_type, value.isUnbound() ? "can't delete attribute" : "can't set attribute");
  return false;
}
Value getterRepr(Thread &thread, Value self) {
  Value doc = reprOf(thread, self.as<TupleGetter>()->doc);
  return doc.isError() ? doc : Value(formatStr(thread, "_tuplegetter(%ld, %s)", static_cast<long>(self.as<TupleGetter>()->index), toUtf8(doc.as<Str>()).c_str()));
}
Value getterReduce(Thread &thread, LocalValue *args) {
  auto *getter = args[0].as<TupleGetter>();
  return makeTuple(thread, {Value(tuple_getter_type), Value(makeTuple(thread, {makeInt(thread, getter->index), getter->doc}))});
}
Value getterDoc(Thread &, Value self) { return self.as<TupleGetter>()->doc; }
bool setGetterDoc(Thread &, Value self, Value value) {
  self.as<TupleGetter>()->doc = value.isUnbound() ? none() : value;
  return true;
}
constexpr MethodDef kGetterMethods[] = {{"__reduce__", "($self, /)", getterReduce}};
constexpr GetSetDef kGetterAttributes[] = {{"__doc__", getterDoc, setGetterDoc}};
const TypeDef kTupleGetter = {.name = "_collections._tuplegetter",
                              .signature = "($type, index, doc, /)",
                              .size = sizeof(TupleGetter),
                              .trace = traceGetter,
                              .construct = getterConstruct,
                              .slots = {.repr = getterRepr, .get = getterGet, .set = getterSet},
                              .methods = kGetterMethods,
                              .attributes = kGetterAttributes};

Value countElements(Thread &thread, LocalValue *args) {
  Value mapping = args[0];
  bool plain = isDict(mapping);
  bool ok = forEach(thread, args[1], [&](Value item) {
    Value count;
    if (plain) {
      count = dictGet(thread, mapping.as<Dict>(), item);
    } else {
      count = callMethod(thread, mapping, names.get_method, {item, Value::smallInt(0)});
    }
    if (count.isError())
      return false;
    if (count.isUnbound())
      count = Value::smallInt(0);
    count = binaryOperation(thread, BinaryOp::kAdd, count, Value::smallInt(1));
    if (count.isError())
      return false;
    return plain ? dictSet(thread, mapping.as<Dict>(), item, count) : setItem(thread, mapping, item, count);
  });
  return ok ? none() : Value::error();
}

constexpr MethodDef kFunctions[] = {
    {"_count_elements", "(mapping, iterable, /)", countElements, "Count elements in the iterable, updating the mapping"},
};

bool initialize(Thread &thread, Module *module) {
  if (!defaultdict_type) {
    defaultdict_type = makeType(thread, kDefaultDict);
    addRoot(&defaultdict_type);
    tuple_getter_type = makeType(thread, kTupleGetter);
    addRoot(&tuple_getter_type);
  }
  return addModuleType(thread, module, defaultdict_type) && addModuleType(thread, module, tuple_getter_type) && addDequeTypes(thread, module);
}

} // namespace

extern const ModuleDef collections_module;
const ModuleDef collections_module = {"_collections", "High performance data structures.", kFunctions, initialize};

} // namespace pystm
