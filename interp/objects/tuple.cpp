// Tuples.
#include "objects/tuple.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/sequence.h"
#include "objects/slice.h"
#include "objects/str.h"
#include "vm/local_value.h"
#include "objects/type.h"

namespace pystm {

Type tuple_type;

namespace {

alignas(16) struct {
  Type *type;
  int64_t size;
} empty_tuple = {&tuple_type, 0};

void traceTuple(Object *object, Tracer &tracer) {
  auto *tuple = static_cast<Tuple *>(object);
  tracer.visitRange(tuple->items, tuple->items + tuple->size);
}
Items tupleItems(Value self) { return {self.as<Tuple>()->items, self.as<Tuple>()->size}; }

Value tupleConstruct(Thread &thread, LocalValue *args) {
  auto *type = args[0].as<Type>();
  if (args[1].isUnbound() && type == &tuple_type)
    return emptyTuple();
  Tuple *plain = args[1].isUnbound() ? emptyTuple() : tupleFrom(thread, args[1]);
  if (!plain)
    return Value::error();
  if (type == &tuple_type)
    return plain;
  auto *tuple = allocate<Tuple>(thread, type, static_cast<size_t>(plain->size) * sizeof(Value));
  if (!tuple)
    return Value::error();
  tuple->size = plain->size;
  memcpy(static_cast<void *>(tuple->items), plain->items, static_cast<size_t>(plain->size) * sizeof(Value));
  initAttributes(tuple);
  return tuple;
}
Value tupleRepr(Thread &thread, Value self) { return reprSequence(thread, self, "(", ")", true, tupleItems); }
IntResult tupleHash(Thread &thread, Value self) {
  // xxHash's mixing, as the reference does it: the order of sets of tuples is seen by programs.
  uint64_t acc = 2870177450012600261u;
  auto *tuple = self.as<Tuple>();
  for (int64_t i = 0; i < tuple->size; ++i) {
    Value item = loadValue(tuple->items[i]);
    int64_t lane = item.asSmallInt();
    if (!item.isSmallInt() || lane == -1) {
      if (!hashOf(thread, item, lane))
        return {0, false};
    }
    acc += static_cast<uint64_t>(lane) * 14029467366897019727u;
    acc = acc << 31 | acc >> 33;
    acc *= 11400714785074694791u;
  }
  acc += static_cast<uint64_t>(tuple->size) ^ (2870177450012600261u ^ 3527539u);
  return {acc == ~uint64_t{0} ? 1546275796 : static_cast<int64_t>(acc), true};
}
Value tupleCompare(Thread &thread, Value left, Value right, CompareOp op) {
  return isTuple(right) && isTuple(left) ? compareSequences(thread, left, right, op, tupleItems) : notImplemented();
}
Value tupleIter(Thread &thread, Value self) {
  auto *iterator = allocate<SequenceIterator>(thread, &tuple_iterator_type);
  iterator->sequence = self;
  return iterator;
}
int64_t tupleLength(Thread &, Value self) { return self.as<Tuple>()->size; }
Value tupleGetItem(Thread &thread, Value self, Value key) {
  auto *tuple = self.as<Tuple>();
  if (isSlice(key)) {
    SliceRange range{};
    if (!resolveSlice(thread, key.as<Slice>(), tuple->size, range))
      return Value::error();
    if (range.count == tuple->size && range.step == 1 && tuple->type == &tuple_type)
      return self;
    Tuple *result = makeTuple(thread, range.count);
    if (!result)
      return Value::error();
    for (int64_t i = 0; i < range.count; ++i)
      result->items[i] = tuple->items[range.start + i * range.step];
    return result;
  }
  if (!isInt(key) && !typeOf(key)->slots.index)
    return raiseTypeError(thread, "tuple indices must be integers or slices, not %T", key.bits);
  int64_t index = 0;
  if (!indexOf(thread, key, index, &IndexError_type))
    return Value::error();
  if (index < 0)
    index += tuple->size;
  if (index < 0 || index >= tuple->size)
    return raiseIndexError(thread, "tuple index out of range");
  return tuple->items[index];
}
int tupleContains(Thread &thread, Value self, Value item) {
  int64_t found = findItem(thread, self, item, 0, self.as<Tuple>()->size, tupleItems);
  return found == -2 ? -1 : found >= 0;
}
Value tupleAdd(Thread &thread, Value left, Value right) {
  if (!isTuple(left) || !isTuple(right))
    return notImplemented();
  auto *a = left.as<Tuple>(), *b = right.as<Tuple>();
  if (a->size == 0 && b->type == &tuple_type)
    return right;
  if (b->size == 0 && a->type == &tuple_type)
    return left;
  Tuple *result = makeTuple(thread, a->size + b->size);
  if (!result)
    return Value::error();
  memcpy(static_cast<void *>(result->items), a->items, static_cast<size_t>(a->size) * sizeof(Value));
  memcpy(static_cast<void *>(result->items + a->size), b->items, static_cast<size_t>(b->size) * sizeof(Value));
  return result;
}
Value tupleMultiply(Thread &thread, Value left, Value right) {
  if (!isTuple(left))
    std::swap(left, right);
  if (!isTuple(left) || (!isInt(right) && !typeOf(right)->slots.index))
    return notImplemented();
  int64_t count = 0;
  if (!indexOf(thread, right, count, &OverflowError_type))
    return Value::error();
  auto *tuple = left.as<Tuple>();
  if (count < 0)
    count = 0;
  if (count == 1 && tuple->type == &tuple_type)
    return left;
  int64_t size = 0;
  if (__builtin_mul_overflow(tuple->size, count, &size))
    return raiseMemoryError(thread);
  Tuple *result = makeTuple(thread, size);
  if (!result)
    return Value::error();
  for (int64_t i = 0; i < size; ++i)
    result->items[i] = tuple->items[i % tuple->size];
  return result;
}
Value tupleIndex(Thread &thread, LocalValue *args) {
  int64_t from = 0, to = 0;
  if (!indexBounds(thread, args[2], args[3], args[0].as<Tuple>()->size, from, to))
    return Value::error();
  int64_t found = findItem(thread, args[0], args[1], from, std::min(to, args[0].as<Tuple>()->size), tupleItems);
  if (found == -1)
    return raiseValueError(thread, "tuple.index(x): x not in tuple");
  return found < 0 ? Value::error() : Value::smallInt(found);
}
Value tupleCount(Thread &thread, LocalValue *args) {
  int64_t count = 0;
  auto *tuple = args[0].as<Tuple>();
  for (int64_t i = 0; i < tuple->size; ++i) {
    int same = equals(thread, tuple->items[i], args[1]);
    if (same < 0)
      return Value::error();
    count += same;
  }
  return Value::smallInt(count);
}
Value tupleNewArgs(Thread &thread, LocalValue *args) {
  auto *tuple = args[0].as<Tuple>();
  return makeTuple(thread, {Value(makeTuple(thread, tuple->size, tuple->items))});
}
int64_t tupleVariable(const Object *object) { return static_cast<const Tuple *>(object)->size; }

constexpr MethodDef kMethods[] = {
    {"index", "($self, value, start=0, stop=9223372036854775807, /)", tupleIndex, "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"count", "($self, value, /)", tupleCount, "Return number of occurrences of value."},
    {"__getnewargs__", "($self, /)", tupleNewArgs, ""},
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"},
};

} // namespace

Tuple *emptyTuple() { return reinterpret_cast<Tuple *>(&empty_tuple); }

Tuple *makeTuple(Thread &thread, int64_t size, const Value *items) {
  if (size == 0)
    return emptyTuple();
  if (size > int64_t{1} << 42) {
    raiseMemoryError(thread);
    return nullptr;
  }
  auto *tuple = allocate<Tuple>(thread, &tuple_type, static_cast<size_t>(size) * sizeof(Value));
  if (!tuple)
    return nullptr;
  tuple->size = size;
  if (items)
    memcpy(static_cast<void *>(tuple->items), items, static_cast<size_t>(size) * sizeof(Value));
  return tuple;
}
Tuple *makeTuple(Thread &thread, int64_t size, const LocalValue *items) {
  Tuple *tuple = makeTuple(thread, size);
  for (int64_t i = 0; tuple && i < size; ++i)
    storeValue(tuple->items[i], items[i]);
  return tuple;
}
Tuple *makeTuple(Thread &thread, std::initializer_list<ListedValue> items) {
  return makeTuple(thread, static_cast<int64_t>(items.size()), items.begin());
}
Tuple *tupleFrom(Thread &thread, Value iterable) {
  if (isExactly(iterable, tuple_type))
    return iterable.as<Tuple>();
  ItemSpan span = itemsOf(thread, iterable);
  return span.ok ? makeTuple(thread, span.size, span.items) : nullptr;
}

extern const TypeDef tuple_def = {
    .name = "tuple", .doc = "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
    .signature = "($type, iterable=?, /)", .size = sizeof(Tuple), .flags = kBaseType | kTupleFamily | kMatchesSequence, .trace = traceTuple, .construct = tupleConstruct,
    .slots = {.repr = tupleRepr, .hash = tupleHash, .compare = tupleCompare, .iter = tupleIter, .length = tupleLength, .get_item = tupleGetItem,
              .contains = tupleContains, .add = tupleAdd, .multiply = tupleMultiply},
    .methods = kMethods, .item_size = sizeof(Value), .variable_count = tupleVariable, .has_weakrefs = false};

} // namespace pystm
