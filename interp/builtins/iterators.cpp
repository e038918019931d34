// The builtin types that iterate over iterators: map, filter, zip, enumerate, reversed, and iter(callable, sentinel).
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"

namespace pystm {

Type map_type, filter_type, zip_type, enumerate_type, reversed_type, callable_iterator_type;

namespace {

struct Map : Object {
  Tuple *iterators;
  Value function;
};
struct Filter : Object {
  Object *unused;
  Value function, iterator;
};
struct Zip : Object {
  Tuple *iterators;
  bool strict;
};
struct Enumerate : Object {
  Object *unused;
  Value iterator, next;
};
struct Reversed : Object {
  int64_t position; // the next index; -1: exhausted
  Value sequence;
};
struct CallableIterator : Object {
  Object *unused;
  Value function, sentinel; // unbound: exhausted
};

bool ignoreInit(Thread &, Value, const Arguments &) { return true; }

Tuple *iteratorsOf(Thread &thread, const LocalValue *iterables, int64_t count) {
  Tuple *iterators = makeTuple(thread, count);
  for (int64_t n = 0; n < count; ++n) {
    iterators->items[n] = getIterator(thread, iterables[n]);
    if (iterators->items[n].isError()) {
      iterators->items[n] = Value();
      return nullptr;
    }
  }
  return iterators;
}

void traceMap(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<Map *>(object)->iterators);
  tracer.visit(static_cast<Map *>(object)->function);
}
Value mapNew(Thread &thread, Type *type, const Arguments &args) {
  if (args.keywords() && type->slots.init == ignoreInit)
    return raiseTypeError(thread, "map() takes no keyword arguments");
  if (args.positional < 2)
    return raiseTypeError(thread, "map() must have at least two arguments.");
  Tuple *iterators = iteratorsOf(thread, args.values + 1, args.positional - 1);
  if (!iterators)
    return Value::error();
  auto *map = allocate<Map>(thread, type);
  map->function = args[0];
  map->iterators = iterators;
  return map;
}
Value mapNext(Thread &thread, Value self) {
  auto *map = self.as<Map>();
  int64_t count = map->iterators->size;
  ValueVector values(thread);
  for (int64_t n = 0; n < count; ++n) {
    Value item = nextItem(thread, map->iterators->items[n]);
    if (item.isSpecial())
      return item;
    values.push(item);
  }
  return call(thread, map->function, Arguments{values.data(), count});
}
Value reduceMap(Thread &thread, LocalValue *args) {
  auto *map = args[0].as<Map>();
  Tuple *all = makeTuple(thread, map->iterators->size + 1);
  all->items[0] = map->function;
  for (int64_t n = 0; n < map->iterators->size; ++n)
    all->items[n + 1] = map->iterators->items[n];
  return makeTuple(thread, {Value(typeOf(args[0])), Value(all)});
}
constexpr MethodDef kMapMethods[] = {{"__reduce__", "($self, /)", reduceMap, "Return state information for pickling."}};

void traceFilter(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<Filter *>(object)->function);
  tracer.visit(static_cast<Filter *>(object)->iterator);
}
Value filterNew(Thread &thread, Type *type, const Arguments &args) {
  if (args.keywords() && type->slots.init == ignoreInit)
    return raiseTypeError(thread, "filter() takes no keyword arguments");
  if (args.positional != 2)
    return raiseTypeError(thread, "filter expected 2 arguments, got %d", static_cast<int>(args.positional));
  Value iterator = getIterator(thread, args[1]);
  if (iterator.isError())
    return iterator;
  auto *filter = allocate<Filter>(thread, type);
  filter->function = args[0];
  filter->iterator = iterator;
  return filter;
}
Value filterNext(Thread &thread, Value self) {
  auto *filter = self.as<Filter>();
  for (;;) {
    Value item = nextItem(thread, filter->iterator);
    if (item.isSpecial())
      return item;
    Value kept = item;
    if (!isNone(filter->function) && filter->function != Value(&bool_type)) {
      kept = call(thread, filter->function, {item});
      if (kept.isError())
        return kept;
    }
    int truth = isTrue(thread, kept);
    if (truth)
      return truth < 0 ? Value::error() : item;
  }
}
Value reduceFilter(Thread &thread, LocalValue *args) {
  auto *filter = args[0].as<Filter>();
  return makeTuple(thread, {Value(typeOf(args[0])), Value(makeTuple(thread, {filter->function, filter->iterator}))});
}
constexpr MethodDef kFilterMethods[] = {{"__reduce__", "($self, /)", reduceFilter, "Return state information for pickling."}};

void traceZip(Object *object, Tracer &tracer) { tracer.visit(static_cast<Zip *>(object)->iterators); }
Value zipNew(Thread &thread, Type *type, const Arguments &args) {
  int strict = 0;
  for (int64_t n = 0; n < args.keywords(); ++n) {
    if (!args.names->items[n].as<Str>()->is("strict"))
      return raiseTypeError(thread, "zip() got an unexpected keyword argument '%U'", args.names->items[n].as<Str>());
    strict = isTrue(thread, args.values[args.positional + n]);
    if (strict < 0)
      return Value::error();
  }
  for (int64_t n = 0; n < args.positional; ++n)
    if (!typeOf(args[n])->slots.iter && !typeOf(args[n])->slots.get_item)
      return raiseTypeError(thread, "'%T' object is not iterable", args[n].bits);
  Tuple *iterators = iteratorsOf(thread, args.values, args.positional);
  if (!iterators)
    return Value::error();
  auto *zip = allocate<Zip>(thread, type);
  zip->iterators = iterators;
  zip->strict = strict;
  return zip;
}
Value strictEnd(Thread &thread, Zip *zip, int64_t ended) {
  if (ended > 0) {
    const char *others = ended == 1 ? "argument 1" : nullptr;
    if (others)
      return raiseValueError(thread, "zip() argument %d is shorter than argument 1", static_cast<int>(ended + 1));
    return raiseValueError(thread, "zip() argument %d is shorter than arguments 1-%d", static_cast<int>(ended + 1), static_cast<int>(ended));
  }
  for (int64_t n = 1; n < zip->iterators->size; ++n) {
    Value item = nextItem(thread, zip->iterators->items[n]);
    if (item.isError())
      return item;
    if (!item.isUnbound())
      return n == 1 ? raiseValueError(thread, "zip() argument 2 is longer than argument 1")
                    : raiseValueError(thread, "zip() argument %d is longer than arguments 1-%d", static_cast<int>(n + 1), static_cast<int>(n));
  }
  return {};
}
Value zipNext(Thread &thread, Value self) {
  auto *zip = self.as<Zip>();
  int64_t count = zip->iterators->size;
  if (count == 0)
    return {};
  Tuple *tuple = makeTuple(thread, count);
  for (int64_t n = 0; n < count; ++n) {
    Value item = nextItem(thread, zip->iterators->items[n]);
    if (item.isSpecial())
      return item.isError() || !zip->strict ? item : strictEnd(thread, zip, n);
    tuple->items[n] = item;
  }
  return tuple;
}
Value reduceZip(Thread &thread, LocalValue *args) {
  Value type(typeOf(args[0])), iterators(args[0].as<Zip>()->iterators);
  return args[0].as<Zip>()->strict ? makeTuple(thread, {type, iterators, trueValue()}) : makeTuple(thread, {type, iterators});
}
Value zipSetState(Thread &thread, LocalValue *args) {
  int strict = isTrue(thread, args[1]);
  if (strict < 0)
    return Value::error();
  args[0].as<Zip>()->strict = strict;
  return none();
}
constexpr MethodDef kZipMethods[] = {{"__reduce__", "($self, /)", reduceZip, "Return state information for pickling."},
                                     {"__setstate__", "($self, state, /)", zipSetState, "Set state information for unpickling."}};

void traceEnumerate(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<Enumerate *>(object)->iterator);
  tracer.visit(static_cast<Enumerate *>(object)->next);
}
Value enumerateConstruct(Thread &thread, LocalValue *args) {
  if (args[1].isUnbound())
    return raiseTypeError(thread, "enumerate() missing required argument 'iterable'");
  Value start = indexOf(thread, args[2]);
  if (start.isError())
    return start;
  Value iterator = getIterator(thread, args[1]);
  if (iterator.isError())
    return iterator;
  auto *object = allocate<Enumerate>(thread, args[0].as<Type>());
  object->iterator = iterator;
  object->next = start;
  return object;
}
Value enumerateNext(Thread &thread, Value self) {
  auto *object = self.as<Enumerate>();
  Value item = nextItem(thread, object->iterator);
  if (item.isSpecial())
    return item;
  Value number = object->next;
  object->next = number.isSmallInt() ? makeInt(thread, number.asSmallInt() + 1) : addInts(thread, number, Value::smallInt(1));
  return makeTuple(thread, {number, item});
}
Value reduceEnumerate(Thread &thread, LocalValue *args) {
  auto *object = args[0].as<Enumerate>();
  return makeTuple(thread, {Value(typeOf(args[0])), Value(makeTuple(thread, {object->iterator, object->next}))});
}
constexpr MethodDef kEnumerateMethods[] = {
    {"__reduce__", "($self, /)", reduceEnumerate, "Return state information for pickling."},
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"}};

void traceReversed(Object *object, Tracer &tracer) { tracer.visit(static_cast<Reversed *>(object)->sequence); }
Value reversedConstruct(Thread &thread, LocalValue *args) {
  Value method = lookupType(typeOf(args[1]), names.reversed);
  if (!method.isUnbound()) {
    if (isNone(method))
      return raiseTypeError(thread, "'%T' object is not reversible", args[1].bits);
    method = lookupSpecial(thread, args[1], names.reversed);
    return method.isError() ? method : call(thread, method);
  }
  if (!typeOf(args[1])->slots.get_item || isDict(args[1]))
    return raiseTypeError(thread, "'%T' object is not reversible", args[1].bits);
  int64_t length = lengthOf(thread, args[1]);
  if (length < 0)
    return Value::error();
  auto *object = allocate<Reversed>(thread, args[0].as<Type>());
  object->sequence = args[1];
  object->position = length - 1;
  return object;
}
Value reversedNext(Thread &thread, Value self) {
  auto *object = self.as<Reversed>();
  if (object->position < 0)
    return {};
  Value item = getItem(thread, object->sequence, Value::smallInt(object->position));
  if (!item.isError()) {
    --object->position;
    return item;
  }
  if (!exceptionMatches(thread, &IndexError_type) && !exceptionMatches(thread, &StopIteration_type))
    return item;
  thread.clearException();
  object->position = -1;
  return {};
}
Value reversedHint(Thread &thread, LocalValue *args) { return makeInt(thread, args[0].as<Reversed>()->position + 1); }
Value reduceReversed(Thread &thread, LocalValue *args) {
  auto *object = args[0].as<Reversed>();
  if (object->position < 0)
    return makeTuple(thread, {Value(typeOf(args[0])), Value(makeTuple(thread, {Value(emptyTuple())}))});
  return makeTuple(thread, {Value(typeOf(args[0])), Value(makeTuple(thread, {object->sequence})), makeInt(thread, object->position)});
}
Value reversedSetState(Thread &thread, LocalValue *args) {
  int64_t position = 0;
  if (!toInt64(thread, args[1], position))
    return Value::error();
  args[0].as<Reversed>()->position = position < -1 ? -1 : position;
  return none();
}
constexpr MethodDef kReversedMethods[] = {
    {"__length_hint__", "($self, /)", reversedHint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__", "($self, /)", reduceReversed, "Return state information for pickling."},
    {"__setstate__", "($self, state, /)", reversedSetState, "Set state information for unpickling."}};

void traceCallable(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<CallableIterator *>(object)->function);
  tracer.visit(static_cast<CallableIterator *>(object)->sentinel);
}
Value callableNext(Thread &thread, Value self) {
  auto *iterator = self.as<CallableIterator>();
  if (iterator->function.isUnbound())
    return {};
  Value item = call(thread, iterator->function);
  if (iterator->function.isUnbound() && !item.isError())
    return {}; // the function has used the iterator up
  if (item.isError()) {
    if (exceptionMatches(thread, &StopIteration_type)) {
      thread.clearException();
      iterator->function = Value();
      return {};
    }
    return item;
  }
  int same = equals(thread, iterator->sentinel, item);
  if (same < 0)
    return Value::error();
  if (same) {
    iterator->function = Value();
    return {};
  }
  return item;
}
Value reduceCallable(Thread &thread, LocalValue *args) {
  auto *iterator = args[0].as<CallableIterator>();
  Value function = dictGet(runtime.builtins, intern(thread, "iter"));
  bool ended = iterator->function.isUnbound();
  return makeTuple(thread, {function, Value(ended ? makeTuple(thread, {Value(emptyTuple())}) : makeTuple(thread, {iterator->function, iterator->sentinel}))});
}
constexpr MethodDef kCallableMethods[] = {{"__reduce__", "($self, /)", reduceCallable, "Return state information for pickling."}};

} // namespace

Value makeCallableIterator(Thread &thread, Value function, Value sentinel) {
  auto *iterator = allocate<CallableIterator>(thread, &callable_iterator_type);
  iterator->function = function;
  iterator->sentinel = sentinel;
  return iterator;
}

extern const TypeDef map_def = {.name = "map", .doc = "map(func, *iterables) --> map object\n\nMake an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted.", .size = sizeof(Map), .flags = kBaseType, .trace = traceMap,
                                .slots = {.iter = selfIterator, .next = mapNext, .create = mapNew, .init = ignoreInit}, .methods = kMapMethods};
extern const TypeDef filter_def = {.name = "filter", .doc = "filter(function or None, iterable) --> filter object\n\nReturn an iterator yielding those items of iterable for which function(item)\nis true. If function is None, return the items that are true.", .size = sizeof(Filter), .flags = kBaseType, .trace = traceFilter,
                                   .slots = {.iter = selfIterator, .next = filterNext, .create = filterNew, .init = ignoreInit}, .methods = kFilterMethods};
extern const TypeDef zip_def = {.name = "zip", .doc = "zip(*iterables, strict=False) --> Yield tuples until an input is exhausted.", .size = sizeof(Zip), .flags = kBaseType, .trace = traceZip,
                                .slots = {.iter = selfIterator, .next = zipNext, .create = zipNew, .init = ignoreInit}, .methods = kZipMethods};
extern const TypeDef enumerate_def = {.name = "enumerate", .doc = "Return an enumerate object.", .signature = "($type, iterable=?, start=0)", .size = sizeof(Enumerate), .flags = kBaseType, .trace = traceEnumerate, .construct = enumerateConstruct,
                                      .slots = {.iter = selfIterator, .next = enumerateNext, .init = ignoreInit}, .methods = kEnumerateMethods};
extern const TypeDef reversed_def = {.name = "reversed", .doc = "Return a reverse iterator over the values of the given sequence.", .signature = "($type, sequence, /)", .size = sizeof(Reversed), .flags = kBaseType, .trace = traceReversed, .construct = reversedConstruct,
                                     .slots = {.iter = selfIterator, .next = reversedNext, .init = ignoreInit}, .methods = kReversedMethods};
extern const TypeDef callable_iterator_def = {.name = "callable_iterator", .size = sizeof(CallableIterator), .trace = traceCallable, .slots = {.iter = selfIterator, .next = callableNext}, .methods = kCallableMethods};

} // namespace pystm
