// The module _functools: reduce, partial, cmp_to_key and the wrapper of lru_cache.
#include "modules/native_init.h"

#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/instance.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/heap.h"
#include "objects/type.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

namespace pystm {
namespace {

Type *partial_type = nullptr;
Type *key_type = nullptr;
Type *cache_type = nullptr;

Value reduceFunction(Thread &thread, LocalValue *args) {
  Value total = args[2];
  Value iterator = getIterator(thread, args[1]);
  if (iterator.isError()) {
    if (!exceptionMatches(thread, &TypeError_type))
      return iterator;
    thread.clearException();
    return raiseTypeError(thread, "reduce() arg 2 must support iteration");
  }
  for (;;) {
    Value item = nextItem(thread, iterator);
    if (item.isError())
      return item;
    if (item.isUnbound())
      break;
    total = total.isUnbound() ? item : call(thread, args[0], {total, item});
    if (total.isError())
      return total;
  }
  return total.isUnbound() ? raiseTypeError(thread, "reduce() of empty iterable with no initial value") : total;
}

struct Partial : Object {
  Attributes attributes;
  Value function;
  Tuple *args;
  Dict *keywords;
};

// Positional arguments of both, then keywords: those of the call replace those of the partial object.
Value callWith(Thread &thread, Value function, Tuple *first, Dict *keywords, const Arguments &given) {
  ValueVector values(thread);
  for (Value v : *first)
    values.push(v);
  for (int64_t i = 0; i < given.positional; ++i)
    values.push(given[i]);
  Arguments all;
  all.positional = first->size + given.positional;
  if (keywords->size > 0 || given.keywords() > 0) {
    Dict *merged = dictCopy(thread, keywords);
    for (int64_t i = 0; i < given.keywords(); ++i)
      dictSet(thread, merged, given.names->items[i].as<Str>(), given[given.positional + i]);
    Tuple *keyword_names = makeTuple(thread, merged->size);
    int64_t position = 0;
    int64_t count = 0;
    Value key;
    Value value;
    while (dictNext(merged, position, key, value)) {
      keyword_names->items[count++] = key;
      values.push(value);
    }
    all.names = keyword_names;
  }
  all.values = values.data();
  return call(thread, function, all);
}

Value partialCall(Thread &thread, Value self, const Arguments &given) {
  auto *partial = self.as<Partial>();
  if (!partial->args)
    return raiseTypeError(thread, "uninitialized partial object");
  return callWith(thread, partial->function, partial->args, partial->keywords, given);
}

Value partialCreate(Thread &thread, Type *type, const Arguments &given) {
  if (given.positional < 1)
    return raiseTypeError(thread, "type 'partial' takes at least one argument");
  Value function = given[0];
  if (!isCallable(function))
    return raiseTypeError(thread, "the first argument must be callable");
  auto *partial = allocate<Partial>(thread, type);
  Tuple *before = emptyTuple();
  Dict *keywords = makeDict(thread);
  // A partial of a partial is flattened.
  if (isExactly(function, *partial_type) && type == partial_type && function.as<Partial>()->attributes.more == nullptr) {
    before = function.as<Partial>()->args;
    keywords = dictCopy(thread, function.as<Partial>()->keywords);
    function = function.as<Partial>()->function;
  }
  Tuple *args = makeTuple(thread, before->size + given.positional - 1);
  for (int64_t i = 0; i < before->size; ++i)
    args->items[i] = before->items[i];
  for (int64_t i = 1; i < given.positional; ++i)
    args->items[before->size + i - 1] = given[i];
  for (int64_t i = 0; i < given.keywords(); ++i)
    dictSet(thread, keywords, given.names->items[i].as<Str>(), given[given.positional + i]);
  partial->function = function;
  partial->args = args;
  partial->keywords = keywords;
  return partial;
}
bool partialInit(Thread &, Value, const Arguments &) { return true; }

Value partialRepr(Thread &thread, Value self) {
  auto *partial = self.as<Partial>();
  ReprGuard guard(thread, self);
  if (guard.recursive())
    return makeAscii(thread, "...");
  Value function = reprOf(thread, partial->function);
  if (function.isError())
    return function;
  std::string type = std::string(isExactly(self, *partial_type) ? "functools.partial" : typeNameOf(self));
  std::string text = type + "(" + toUtf8(function.as<Str>());
  for (Value item : *partial->args) {
    Value shown = reprOf(thread, item);
    if (shown.isError())
      return shown;
    text += ", " + toUtf8(shown.as<Str>());
  }
  int64_t position = 0;
  Value key;
  Value value;
  while (dictNext(partial->keywords, position, key, value)) {
    Value name = strOf(thread, key);
    Value shown = name.isError() ? name : reprOf(thread, value);
    if (shown.isError())
      return shown;
    text += ", " + toUtf8(name.as<Str>()) + "=" + toUtf8(shown.as<Str>());
  }
  return makeStr(thread, text + ")");
}

Value partialReduce(Thread &thread, LocalValue *args) {
  auto *partial = args[0].as<Partial>();
  Value own = attributeDict(thread, partial);
  return makeTuple(thread, {typeOf(args[0]), makeTuple(thread, {partial->function}),
                            makeTuple(thread, {partial->function, partial->args, partial->keywords, own})});
}

Value partialSetState(Thread &thread, LocalValue *args) {
  auto *partial = args[0].as<Partial>();
  if (!isTuple(args[1]) || args[1].as<Tuple>()->size != 4 || !isTuple(args[1].as<Tuple>()->items[1]))
    return raiseTypeError(thread, "invalid partial state");
  auto *state = args[1].as<Tuple>();
  partial->function = state->items[0];
  partial->args = state->items[1].as<Tuple>();
  partial->keywords = isDict(state->items[2]) ? state->items[2].as<Dict>() : makeDict(thread);
  if (isDict(state->items[3]) && state->items[3].as<Dict>()->size > 0)
    setAttributeDict(thread, partial, state->items[3].as<Dict>());
  return none();
}

Value partialFunction(Thread &, Value self) { return self.as<Partial>()->function; }
Value partialArgs(Thread &, Value self) { return self.as<Partial>()->args; }
Value partialKeywords(Thread &, Value self) { return self.as<Partial>()->keywords; }
void tracePartial(Object *object, Tracer &tracer) {
  auto *partial = static_cast<Partial *>(object);
  tracer.visit(partial->function);
  tracer.visit(partial->args);
  tracer.visit(partial->keywords);
}

constexpr MethodDef kPartialMethods[] = {
    {"__reduce__", "($self, /)", partialReduce},
    {"__setstate__", "($self, state, /)", partialSetState},
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"},
};
constexpr GetSetDef kCacheAttributes[] = {{"__dict__", getAttributeDict, replaceAttributeDict}};
constexpr GetSetDef kPartialAttributes[] = {{"__dict__", getAttributeDict, replaceAttributeDict}, {"func", partialFunction}, {"args", partialArgs}, {"keywords", partialKeywords}};

// cmp_to_key: an object that compares by the function.
struct Key : Object {
  int64_t reserved;
  Value comparison, object;
};

Value keyCompare(Thread &thread, Value self, Value other, CompareOp op) {
  if (!isExactly(other, *key_type))
    return raiseTypeError(thread, "other argument must be K instance");
  Value order = call(thread, self.as<Key>()->comparison, {self.as<Key>()->object, other.as<Key>()->object});
  return order.isError() ? order : compare(thread, order, Value::smallInt(0), op);
}
Value keyCall(Thread &thread, Value self, const Arguments &given) {
  if (given.positional + given.keywords() != 1)
    return raiseTypeError(thread, "K() takes exactly one argument");
  auto *key = allocate<Key>(thread, key_type);
  key->comparison = self.as<Key>()->comparison;
  key->object = given[0];
  return key;
}
Value keyObject(Thread &, Value self) { return self.as<Key>()->object; }
void traceKey(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<Key *>(object)->comparison);
  tracer.visit(static_cast<Key *>(object)->object);
}
constexpr GetSetDef kKeyAttributes[] = {{"obj", keyObject}};

Value cmpToKey(Thread &thread, LocalValue *args) {
  auto *key = allocate<Key>(thread, key_type);
  key->comparison = args[0];
  key->object = none();
  return key;
}

// lru_cache: results in a dict whose order is the order of use, oldest first.
struct LruCache : Object {
  Attributes attributes;
  Value function, info_type;
  Dict *results;
  int64_t limit; // -1: none
  int64_t hits, misses;
  bool typed;
};

Value cacheConstruct(Thread &thread, LocalValue *args) {
  if (!isCallable(args[1]))
    return raiseTypeError(thread, "the first argument must be callable");
  int64_t limit = -1;
  if (!isNone(args[2])) {
    if (!indexOf(thread, args[2], limit, &OverflowError_type))
      return Value::error();
    limit = std::max<int64_t>(limit, 0);
  }
  auto *cache = allocate<LruCache>(thread, args[0].as<Type>());
  cache->function = args[1];
  cache->limit = limit;
  cache->typed = isTrue(thread, args[3]) > 0;
  cache->info_type = args[4];
  cache->results = makeDict(thread);
  return cache;
}

Object *keyword_mark = nullptr;

Value cacheKey(Thread &thread, const LruCache *cache, const Arguments &given) {
  if (!cache->typed && given.keywords() == 0 && given.positional == 1 &&
      (isExactly(given[0], int_type) || isExactly(given[0], str_type)))
    return given[0];
  int64_t keywords = given.keywords();
  int64_t count = given.positional + (keywords > 0 ? 1 + 2 * keywords : 0) + (cache->typed ? given.positional + keywords : 0);
  Tuple *key = makeTuple(thread, count);
  int64_t at = 0;
  for (int64_t i = 0; i < given.positional; ++i)
    key->items[at++] = given[i];
  if (keywords > 0) {
    key->items[at++] = keyword_mark;
    for (int64_t i = 0; i < keywords; ++i) {
      key->items[at++] = given.names->items[i];
      key->items[at++] = given[given.positional + i];
    }
  }
  for (int64_t i = 0; cache->typed && i < given.positional + keywords; ++i)
    key->items[at++] = typeOf(given[i]);
  return key;
}

Value cacheCall(Thread &thread, Value self, const Arguments &given) {
  auto *cache = self.as<LruCache>();
  if (cache->limit == 0) {
    ++cache->misses;
    return call(thread, cache->function, given);
  }
  Value key = cacheKey(thread, cache, given);
  int64_t hash = 0;
  if (!hashOf(thread, key, hash))
    return Value::error();
  Value found = dictGet(thread, cache->results, key, hash);
  if (found.isError())
    return found;
  if (!found.isUnbound()) {
    ++cache->hits;
    if (cache->limit > 0) {
      // Used last: to the end of the order.
      if (dictDelete(thread, cache->results, key) < 0 || !dictSet(thread, cache->results, key, hash, found))
        return Value::error();
    }
    return found;
  }
  ++cache->misses;
  Value result = call(thread, cache->function, given);
  if (result.isError())
    return result;
  if (cache->limit > 0 && cache->results->size >= cache->limit && dictGet(thread, cache->results, key, hash).isUnbound()) {
    int64_t position = 0;
    Value oldest;
    Value ignored;
    if (dictNext(cache->results, position, oldest, ignored) && dictDelete(thread, cache->results, oldest) < 0)
      return Value::error();
  }
  return dictSet(thread, cache->results, key, hash, result) ? result : Value::error();
}

Value cacheGet(Thread &thread, Value self, Value instance, Value) {
  if (instance.isUnbound() || isNone(instance))
    return self;
  return makeBoundMethod(thread, self, instance);
}

Value cacheInfo(Thread &thread, LocalValue *args) {
  auto *cache = args[0].as<LruCache>();
  return call(thread, cache->info_type,
              {makeInt(thread, cache->hits), makeInt(thread, cache->misses), cache->limit < 0 ? none() : makeInt(thread, cache->limit),
               makeInt(thread, cache->results->size)});
}
Value cacheClear(Thread &, LocalValue *args) {
  auto *cache = args[0].as<LruCache>();
  cache->hits = cache->misses = 0;
  dictClear(cache->results);
  return none();
}
Value cacheItself(Thread &, LocalValue *args) { return args[0]; }
Value cacheReduce(Thread &thread, LocalValue *args) { return getAttribute(thread, args[0], names.qualname); }

void traceCache(Object *object, Tracer &tracer) {
  auto *cache = static_cast<LruCache *>(object);
  tracer.visit(cache->function);
  tracer.visit(cache->info_type);
  tracer.visit(cache->results);
}

constexpr MethodDef kCacheMethods[] = {
    {"cache_info", "($self, /)", cacheInfo, "Report cache statistics"},
    {"cache_clear", "($self, /)", cacheClear, "Clear the cache and cache statistics"},
    {"__copy__", "($self, /)", cacheItself},
    {"__deepcopy__", "($self, memo, /)", cacheItself},
    {"__reduce__", "($self, /)", cacheReduce},
};

constexpr MethodDef kFunctions[] = {
    {"reduce", "(function, iterable, initial=?, /)", reduceFunction,
     "reduce(function, iterable[, initial]) -> value\n\nApply a function of two arguments cumulatively to the items of a sequence\nor "
     "iterable, from left to right, so as to reduce the iterable to a single\nvalue."},
    {"cmp_to_key", "(mycmp)", cmpToKey, "Convert a cmp= function into a key= function."},
};

const TypeDef kPartial = {.name = "functools.partial",
                          .doc = "partial(func, *args, **keywords) - new function with partial application\n    of the given arguments and "
                                 "keywords.\n",
                          .size = sizeof(Partial),
                          .flags = kBaseType,
                          .trace = tracePartial,
                          .slots = {.repr = partialRepr, .call = partialCall, .create = partialCreate, .init = partialInit},
                          .methods = kPartialMethods,
                          .attributes = kPartialAttributes,
                          .attributes_offset = offsetof(Partial, attributes)};
const TypeDef kKey = {.name = "functools.KeyWrapper",
                      .size = sizeof(Key),
                      .trace = traceKey,
                      .slots = {.hash = hashNotImplemented, .compare = keyCompare, .call = keyCall},
                      .attributes = kKeyAttributes};
const TypeDef kCache = {.name = "functools._lru_cache_wrapper",
                        .doc = "Create a cached callable that wraps another function.",
                        .signature = "($type, user_function, maxsize, typed, cache_info_type)",
                        .size = sizeof(LruCache),
                        .flags = kBaseType,
                        .trace = traceCache,
                        .construct = cacheConstruct,
                        .slots = {.get = cacheGet, .call = cacheCall},
                        .methods = kCacheMethods,
                        .attributes = kCacheAttributes,
                        .attributes_offset = offsetof(LruCache, attributes)};

bool initialize(Thread &thread, Module *module) {
  if (!partial_type) {
    partial_type = makeType(thread, kPartial);
    key_type = makeType(thread, kKey);
    cache_type = makeType(thread, kCache);
    keyword_mark = makeTuple(thread, {makeAscii(thread, "keywords")});
    addRoot(&partial_type);
    addRoot(&key_type);
    addRoot(&cache_type);
    addRoot(&keyword_mark);
  }
  return addModuleType(thread, module, partial_type) && addModuleType(thread, module, cache_type);
}

} // namespace

extern const ModuleDef functools_module;
const ModuleDef functools_module = {"_functools", "Tools that operate on functions.", kFunctions, initialize};

} // namespace pystm
