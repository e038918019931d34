// The module _abc, behind abc.ABCMeta: registered subclasses of abstract classes, and what was learned of others.
//
// A class knows its registry, and the classes that were found to be subclasses or not. What was found not to be one is
// forgotten when any class registers anything (`invalidation`).
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/native.h"
#include "vm/region.h"
#include "vm/runtime.h"
#include "vm/thread.h"
#include "vm/weak.h"

namespace pystm {
namespace {

Type *data_type = nullptr;
int64_t invalidation = 0;

// Sets of weak references; null: empty.
struct AbcData : Object {
  Set *registry, *cache, *negative;
  int64_t negative_version;
};

void traceData(Object *object, Tracer &tracer) {
  auto *data = static_cast<AbcData *>(object);
  tracer.visit(data->registry);
  tracer.visit(data->cache);
  tracer.visit(data->negative);
}

Str *implName(Thread &thread) { return intern(thread, "_abc_impl"); }

AbcData *dataOf(Thread &thread, Value cls) {
  Value data = getAttribute(thread, cls, implName(thread));
  if (data.isError())
    return nullptr;
  if (!isExactly(data, *data_type)) {
    raiseTypeError(thread, "_abc_impl is set to a wrong type");
    return nullptr;
  }
  return data.as<AbcData>();
}

int holds(Thread &thread, Set *set, Value cls) {
  if (!set || set->size == 0)
    return 0;
  Value ref = makeWeakRef(thread, &weakref_type, cls, Value());
  return ref.isError() ? -1 : setContains(thread, set, ref);
}
bool remember(Thread &thread, Set *&set, Value cls) {
  if (!set)
    set = makeSet(thread, &set_type);
  Value ref = makeWeakRef(thread, &weakref_type, cls, Value());
  return !ref.isError() && setAdd(thread, set, ref);
}

// The names of abstract methods of the class: its own, and those of its bases that it does not define.
bool collectAbstract(Thread &thread, Type *type) {
  Set *abstract = makeSet(thread, &frozenset_type);
  auto check = [&](Value name, Value value) {
    if (value.isError())
      return false;
    Value marked = findAttribute(thread, value, names.isabstractmethod);
    int truth = marked.isError() ? -1 : marked.isUnbound() ? 0 : isTrue(thread, marked);
    return truth >= 0 && (truth == 0 || setAdd(thread, abstract, name));
  };
  Dict *dict = dictCopy(thread, type->dict);
  int64_t position = 0;
  Value key;
  Value value;
  while (dictNext(dict, position, key, value))
    if (!check(key, value))
      return false;
  for (Value base : *type->bases) {
    Value inherited = findAttribute(thread, base, names.abstractmethods);
    if (inherited.isError())
      return false;
    if (inherited.isUnbound())
      continue;
    bool ok = forEach(thread, inherited, [&](Value name) {
      if (!isStr(name))
        return false;
      Value found = findAttribute(thread, Value(type), intern(thread, name.as<Str>()));
      return found.isUnbound() || check(name, found);
    });
    if (!ok)
      return false;
  }
  return setAttribute(thread, Value(type), names.abstractmethods, Value(abstract));
}

constexpr uint32_t kCollections = kMatchesSequence | kMatchesMapping;

Value abcInit(Thread &thread, LocalValue *args) {
  auto *type = args[0].as<Type>();
  if (!isType(args[0]) || !collectAbstract(thread, type))
    return Value::error();
  if (!setAttribute(thread, args[0], implName(thread), Value(allocate<AbcData>(thread, data_type))))
    return Value::error();
  // Sequence and Mapping say by this what they are in patterns.
  Str *name = intern(thread, "__abc_tpflags__");
  Value flags = dictGet(type->dict, name);
  if (!flags.isUnbound() && isInt(flags)) {
    uint64_t bits = lowBits(flags);
    runAlone();
    type->flags |= (bits & 1 << 5 ? kMatchesSequence : 0) | (bits & 1 << 6 ? kMatchesMapping : 0);
    dictDelete(thread, type->dict, Value(name));
  }
  return none();
}

void markCollection(Thread &thread, Type *type, uint32_t flags) {
  if (type->flags & kCollections || !(type->flags & kHeapType))
    return;
  runAlone();
  type->flags |= flags;
  List *subclasses = subclassesOf(thread, type).as<List>();
  for (Value subclass : *subclasses)
    markCollection(thread, subclass.as<Type>(), flags);
}

int isSubclass(Thread &thread, Value cls, Value of) {
  Value result = call(thread, dictGet(runtime.builtins, intern(thread, "issubclass")), {cls, of});
  return result.isError() ? -1 : isTrue(thread, result);
}

Value abcRegister(Thread &thread, LocalValue *args) {
  Value self = args[0];
  Value subclass = args[1];
  if (!isType(subclass))
    return raiseTypeError(thread, "Can only register classes");
  int already = isSubclass(thread, subclass, self);
  if (already != 0)
    return already < 0 ? Value::error() : subclass;
  int circle = isSubclass(thread, self, subclass);
  if (circle != 0)
    return circle < 0 ? Value::error() : raiseRuntimeError(thread, "Refusing to create an inheritance cycle");
  AbcData *data = dataOf(thread, self);
  if (!data || !remember(thread, data->registry, subclass))
    return Value::error();
  ++invalidation;
  if (isType(self) && self.as<Type>()->flags & kCollections)
    markCollection(thread, subclass.as<Type>(), self.as<Type>()->flags & kCollections);
  return subclass;
}

Value abcSubclassCheck(Thread &thread, LocalValue *args) {
  Value self = args[0];
  Value subclass = args[1];
  if (!isType(subclass))
    return raiseTypeError(thread, "issubclass() arg 1 must be a class");
  AbcData *data = dataOf(thread, self);
  if (!data)
    return Value::error();
  int known = holds(thread, data->cache, subclass);
  if (known != 0)
    return known < 0 ? Value::error() : trueValue();
  if (data->negative_version < invalidation) {
    data->negative = nullptr;
    data->negative_version = invalidation;
  } else {
    known = holds(thread, data->negative, subclass);
    if (known != 0)
      return known < 0 ? Value::error() : falseValue();
  }
  auto yes = [&] { return remember(thread, data->cache, subclass) ? trueValue() : Value::error(); };
  auto no = [&] { return remember(thread, data->negative, subclass) ? falseValue() : Value::error(); };
  Value hook = callMethod(thread, self, "__subclasshook__", {subclass});
  if (hook.isError())
    return hook;
  if (hook == trueValue())
    return yes();
  if (hook == falseValue())
    return no();
  if (hook != notImplemented())
    return raise(thread, &AssertionError_type, "__subclasshook__ must return either False, True, or NotImplemented");
  if (isType(self) && isSubtype(subclass.as<Type>(), self.as<Type>()))
    return yes();
  if (data->registry) {
    List *registered = listFrom(thread, data->registry);
    for (int64_t i = 0; registered && i < registered->size; ++i) {
      Value cls = registered->items[i].as<WeakRef>()->referent;
      int found = cls.isUnbound() ? 0 : isSubclass(thread, subclass, cls);
      if (found != 0)
        return found < 0 ? Value::error() : yes();
    }
  }
  Value subclasses = callMethod(thread, self, "__subclasses__");
  if (subclasses.isError())
    return subclasses;
  if (!isList(subclasses))
    return raiseTypeError(thread, "__subclasses__() must return a list");
  auto *list = subclasses.as<List>();
  for (int64_t i = 0; i < list->size; ++i) {
    int found = isSubclass(thread, subclass, list->items[i]);
    if (found != 0)
      return found < 0 ? Value::error() : yes();
  }
  return no();
}

Value abcInstanceCheck(Thread &thread, LocalValue *args) {
  AbcData *data = dataOf(thread, args[0]);
  if (!data)
    return Value::error();
  Value subclass = getAttribute(thread, args[1], names.class_);
  if (subclass.isError())
    return subclass;
  int known = isType(subclass) ? holds(thread, data->cache, subclass) : 0;
  if (known != 0)
    return known < 0 ? Value::error() : trueValue();
  Value type(typeOf(args[1]));
  if (subclass == type && data->negative_version == invalidation) {
    known = holds(thread, data->negative, subclass);
    if (known != 0)
      return known < 0 ? Value::error() : falseValue();
  }
  Value result = callMethod(thread, args[0], "__subclasscheck__", {subclass});
  if (subclass == type || result.isError())
    return result;
  int truth = isTrue(thread, result);
  if (truth != 0)
    return truth < 0 ? Value::error() : result;
  return callMethod(thread, args[0], "__subclasscheck__", {type});
}

Value cacheToken(Thread &thread, LocalValue *) { return makeInt(thread, invalidation); }

Value getDump(Thread &thread, LocalValue *args) {
  AbcData *data = dataOf(thread, args[0]);
  if (!data)
    return Value::error();
  auto copy = [&](Set *set) { return Value(set ? setFrom(thread, &set_type, Value(set)) : makeSet(thread, &set_type)); };
  return makeTuple(thread, {copy(data->registry), copy(data->cache), copy(data->negative), makeInt(thread, data->negative_version)});
}

Value resetRegistry(Thread &thread, LocalValue *args) {
  AbcData *data = dataOf(thread, args[0]);
  if (data)
    data->registry = nullptr;
  return data ? none() : Value::error();
}
Value resetCaches(Thread &thread, LocalValue *args) {
  AbcData *data = dataOf(thread, args[0]);
  if (data)
    data->cache = data->negative = nullptr;
  return data ? none() : Value::error();
}

const TypeDef kData = {.name = "_abc._abc_data", .doc = "Internal state held by ABC machinery.", .size = sizeof(AbcData), .trace = traceData};

bool initialize(Thread &thread, Module *) {
  if (!data_type) {
    data_type = makeType(thread, kData);
    addRoot(&data_type);
  }
  return true;
}

constexpr MethodDef kFunctions[] = {
    {"get_cache_token", "()", cacheToken, "Returns the current ABC cache token."},
    {"_abc_init", "(self, /)", abcInit, "Internal ABC helper for class set-up. Should be never used outside abc module."},
    {"_abc_register", "(self, subclass, /)", abcRegister, "Internal ABC helper for subclasss registration. Should be never used outside abc module."},
    {"_abc_instancecheck", "(self, instance, /)", abcInstanceCheck, "Internal ABC helper for instance checks. Should be never used outside abc module."},
    {"_abc_subclasscheck", "(self, subclass, /)", abcSubclassCheck, "Internal ABC helper for subclasss checks. Should be never used outside abc module."},
    {"_get_dump", "(self, /)", getDump, "Internal ABC helper for cache and registry debugging."},
    {"_reset_registry", "(self, /)", resetRegistry, "Internal ABC helper to reset registry of a given class."},
    {"_reset_caches", "(self, /)", resetCaches, "Internal ABC helper to reset both caches of a given class."},
};

} // namespace

extern const ModuleDef abc_module;
const ModuleDef abc_module = {"_abc", "Module contains faster C implementation of abc.ABCMeta", kFunctions, initialize};

} // namespace pystm
