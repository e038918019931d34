// Lists: storage and methods. Sorting is in list_sort.cpp.
#include "objects/list.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/sequence.h"
#include "objects/slice.h"
#include "objects/str.h"
#include "objects/type.h"

#include <algorithm>
#include <vector>

namespace pystm {

Type list_type;

namespace {

void traceList(Object *object, Tracer &tracer) { tracer.visitArray(static_cast<List *>(object)->items); }
Items listItems(Value self) { return {self.as<List>()->items, self.as<List>()->size}; }
bool setSize(Thread &thread, List *list, int64_t size) {
  if (size > list->capacity && !listGrow(thread, list, size))
    return false;
  for (int64_t i = size; i < list->size; ++i)
    list->items[i] = Value();
  list->size = size;
  return true;
}

Value listNew(Thread &thread, Type *type, const Arguments &) { return allocate<List>(thread, type); }
bool listInit(Thread &thread, Value self, const Arguments &args) {
  if (args.keywords() && typeOf(self)->slots.create != pythonNew) { // a __new__ of its own may take them
    raiseTypeError(thread, "list() takes no keyword arguments");
    return false;
  }
  if (args.positional > 1) {
    raiseTypeError(thread, "list expected at most 1 argument, got %d", static_cast<int>(args.positional));
    return false;
  }
  self.as<List>()->size = 0;
  return args.positional == 0 || listExtend(thread, self.as<List>(), args[0]);
}
Value listRepr(Thread &thread, Value self) { return self.as<List>()->size ? reprSequence(thread, self, "[", "]", false, listItems) : Value(intern(thread, "[]")); }
Value listCompare(Thread &thread, Value left, Value right, CompareOp op) {
  return isList(left) && isList(right) ? compareSequences(thread, left, right, op, listItems) : notImplemented();
}
Value listIter(Thread &thread, Value self) {
  auto *iterator = allocate<SequenceIterator>(thread, &list_iterator_type);
  iterator->sequence = self;
  return iterator;
}
int64_t listLength(Thread &, Value self) { return self.as<List>()->size; }

Value listGetItem(Thread &thread, Value self, Value key) {
  auto *list = self.as<List>();
  if (isSlice(key)) {
    SliceRange range{};
    if (!unpackSlice(thread, key.as<Slice>(), range))
      return Value::error();
    adjustSlice(range, list->size);
    List *result = makeList(thread, range.count);
    if (!result)
      return Value::error();
    if (range.step == 1 && range.count)
      memcpy(static_cast<void *>(result->items), list->items + range.start, static_cast<size_t>(range.count) * sizeof(Value));
    else
      for (int64_t i = 0; i < range.count; ++i)
        result->items[i] = list->items[range.start + i * range.step];
    return result;
  }
  if (!isInt(key) && !typeOf(key)->slots.index)
    return raiseTypeError(thread, "list indices must be integers or slices, not %T", key.bits);
  int64_t index = 0;
  if (!indexOf(thread, key, index, &IndexError_type))
    return Value::error();
  if (index < 0)
    index += list->size;
  if (index < 0 || index >= list->size)
    return raiseIndexError(thread, "list index out of range");
  return list->items[index];
}

bool replaceRange(Thread &thread, List *list, int64_t from, int64_t to, const Value *items, int64_t count) {
  int64_t size = list->size - (to - from) + count;
  if (size > list->capacity && !listGrow(thread, list, size))
    return false;
  if (list->items)
    memmove(static_cast<void *>(list->items + from + count), list->items + to, static_cast<size_t>(list->size - to) * sizeof(Value));
  for (int64_t i = size; i < list->size; ++i)
    list->items[i] = Value();
  if (count)
    memcpy(static_cast<void *>(list->items + from), items, static_cast<size_t>(count) * sizeof(Value));
  list->size = size;
  return true;
}

bool setSlice(Thread &thread, List *list, Slice *slice, Value value) {
  SliceRange range{};
  ItemSpan span;
  if (!unpackSlice(thread, slice, range))
    return false;
  if (!value.isUnbound()) {
    if (!isList(value) && !isTuple(value) && !typeOf(value)->slots.iter && !typeOf(value)->slots.get_item) {
      raiseTypeError(thread, range.step == 1 ? "can only assign an iterable" : "must assign iterable to extended slice");
      return false;
    }
    if (value.object() == list)
      value = makeTuple(thread, list->size, list->items);
    span = itemsOf(thread, value);
    if (!span.ok)
      return false;
  }
  adjustSlice(range, list->size);
  int64_t count = span.size;
  if (range.step == 1)
    return replaceRange(thread, list, range.start, std::max(range.start, range.stop), span.items, count);
  if (value.isUnbound()) {
    int64_t step = range.step, start = range.start;
    if (step < 0) {
      start += (range.count - 1) * step;
      step = -step;
    }
    int64_t to = 0, next = start, removed = 0;
    for (int64_t i = 0; i < list->size; ++i) {
      if (removed < range.count && i == next) {
        next += step;
        ++removed;
        continue;
      }
      list->items[to++] = list->items[i];
    }
    return setSize(thread, list, to);
  }
  if (count != range.count) {
    raiseValueError(thread, "attempt to assign sequence of size %ld to extended slice of size %ld", static_cast<long>(count), static_cast<long>(range.count));
    return false;
  }
  for (int64_t i = 0; i < count; ++i)
    list->items[range.start + i * range.step] = span.items[i];
  return true;
}

bool listSetItem(Thread &thread, Value self, Value key, Value item) {
  auto *list = self.as<List>();
  if (isSlice(key))
    return setSlice(thread, list, key.as<Slice>(), item);
  if (!isInt(key) && !typeOf(key)->slots.index) {
    raiseTypeError(thread, "list indices must be integers or slices, not %T", key.bits);
    return false;
  }
  int64_t index = 0;
  if (!indexOf(thread, key, index, &IndexError_type))
    return false;
  if (index < 0)
    index += list->size;
  if (index < 0 || index >= list->size) {
    raiseIndexError(thread, "list assignment index out of range");
    return false;
  }
  if (item.isUnbound())
    listErase(list, index, index + 1);
  else
    list->items[index] = item;
  return true;
}
int listContains(Thread &thread, Value self, Value item) {
  int64_t found = findItem(thread, self, item, 0, INT64_MAX, listItems);
  return found == -2 ? -1 : found >= 0;
}
Value listAdd(Thread &thread, Value left, Value right) {
  if (!isList(left) || !isList(right))
    return notImplemented();
  auto *a = left.as<List>(), *b = right.as<List>();
  List *result = makeList(thread, a->size + b->size);
  if (!result)
    return Value::error();
  if (a->size)
    memcpy(static_cast<void *>(result->items), a->items, static_cast<size_t>(a->size) * sizeof(Value));
  if (b->size)
    memcpy(static_cast<void *>(result->items + a->size), b->items, static_cast<size_t>(b->size) * sizeof(Value));
  return result;
}
bool repeatCount(Thread &thread, Value value, int64_t size, int64_t &count) {
  if (!indexOf(thread, value, count, &OverflowError_type))
    return false;
  if (count < 0)
    count = 0;
  int64_t total = 0;
  if (__builtin_mul_overflow(size, count, &total) || total > int64_t{1} << 42) {
    raiseMemoryError(thread);
    return false;
  }
  return true;
}
Value listMultiply(Thread &thread, Value left, Value right) {
  if (!isList(left))
    std::swap(left, right);
  if (!isList(left) || (!isInt(right) && !typeOf(right)->slots.index))
    return notImplemented();
  auto *list = left.as<List>();
  int64_t count = 0;
  if (!repeatCount(thread, right, list->size, count))
    return Value::error();
  List *result = makeList(thread, list->size * count);
  if (!result)
    return Value::error();
  if (list->size == 1)
    std::fill(result->items, result->items + count, list->items[0]);
  else
    for (int64_t i = 0; i < count && list->size; ++i)
      memcpy(static_cast<void *>(result->items + i * list->size), list->items, static_cast<size_t>(list->size) * sizeof(Value));
  return result;
}
Value listInplaceAdd(Thread &thread, Value left, Value right) {
  return listExtend(thread, left.as<List>(), right) ? left : Value::error();
}
Value listInplaceMultiply(Thread &thread, Value left, Value right) {
  if (!isInt(right) && !typeOf(right)->slots.index)
    return notImplemented();
  auto *list = left.as<List>();
  int64_t count = 0, size = list->size;
  if (!repeatCount(thread, right, size, count) || !setSize(thread, list, size * count))
    return Value::error();
  for (int64_t i = size; i < size * count; ++i)
    list->items[i] = list->items[i - size];
  return left;
}

Value append(Thread &thread, LocalValue *args) { return listAppend(thread, args[0].as<List>(), args[1]) ? none() : Value::error(); }
Value extend(Thread &thread, LocalValue *args) { return listExtend(thread, args[0].as<List>(), args[1]) ? none() : Value::error(); }
Value insert(Thread &thread, LocalValue *args) {
  int64_t index = 0;
  if (!indexOf(thread, args[1], index, &OverflowError_type))
    return Value::error();
  auto *list = args[0].as<List>();
  if (index < 0)
    index = std::max<int64_t>(0, index + list->size);
  return listInsert(thread, list, std::min(index, list->size), args[2]) ? none() : Value::error();
}
Value pop(Thread &thread, LocalValue *args) {
  auto *list = args[0].as<List>();
  int64_t index = -1;
  if (!indexOf(thread, args[1], index, &IndexError_type))
    return Value::error();
  if (list->size == 0)
    return raiseIndexError(thread, "pop from empty list");
  if (index < 0)
    index += list->size;
  if (index < 0 || index >= list->size)
    return raiseIndexError(thread, "pop index out of range");
  Value item = list->items[index];
  if (index == list->size - 1)
    list->items[--list->size] = Value();
  else
    listErase(list, index, index + 1);
  return item;
}
Value remove(Thread &thread, LocalValue *args) {
  int64_t found = findItem(thread, args[0], args[1], 0, INT64_MAX, listItems);
  if (found == -1)
    return raiseValueError(thread, "list.remove(x): x not in list");
  if (found < 0)
    return Value::error();
  if (found < args[0].as<List>()->size)
    listErase(args[0].as<List>(), found, found + 1);
  return none();
}
Value clear(Thread &, LocalValue *args) {
  auto *list = args[0].as<List>();
  list->size = list->capacity = 0;
  list->items = nullptr;
  return none();
}
Value copy(Thread &thread, LocalValue *args) {
  List *result = makeList(thread, args[0].as<List>()->items, args[0].as<List>()->size);
  return result ? Value(result) : Value::error();
}
Value index(Thread &thread, LocalValue *args) {
  int64_t from = 0, to = 0;
  if (!indexBounds(thread, args[2], args[3], args[0].as<List>()->size, from, to))
    return Value::error();
  int64_t found = findItem(thread, args[0], args[1], from, to, listItems);
  if (found == -1)
    return raiseValueError(thread, "%R is not in list", args[1].bits);
  return found < 0 ? Value::error() : Value::smallInt(found);
}
Value count(Thread &thread, LocalValue *args) {
  int64_t result = 0;
  for (int64_t i = 0; i < args[0].as<List>()->size; ++i) {
    int same = equals(thread, args[0].as<List>()->items[i], args[1]);
    if (same < 0)
      return Value::error();
    result += same;
  }
  return Value::smallInt(result);
}
Value reverse(Thread &, LocalValue *args) {
  auto *list = args[0].as<List>();
  std::reverse(list->items, list->items + list->size);
  return none();
}
Value sort(Thread &thread, LocalValue *args) {
  int reversed = isTrue(thread, args[2]);
  return reversed >= 0 && listSort(thread, args[0].as<List>(), args[1], reversed) ? none() : Value::error();
}
Value reversed(Thread &thread, LocalValue *args) {
  auto *iterator = allocate<SequenceIterator>(thread, &list_reverse_iterator_type);
  iterator->sequence = args[0];
  iterator->position = args[0].as<List>()->size - 1;
  return iterator;
}
Value sizeOf(Thread &, LocalValue *args) { return Value::smallInt(40 + 8 * args[0].as<List>()->capacity); }

constexpr MethodDef kMethods[] = {
    {"append", "($self, object, /)", append, "Append object to the end of the list."},
    {"extend", "($self, iterable, /)", extend, "Extend list by appending elements from the iterable."},
    {"insert", "($self, index, object, /)", insert, "Insert object before index."},
    {"pop", "($self, index=-1, /)", pop, "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range."},
    {"remove", "($self, value, /)", remove, "Remove first occurrence of value.\n\nRaises ValueError if the value is not present."},
    {"clear", "($self, /)", clear, "Remove all items from list."},
    {"copy", "($self, /)", copy, "Return a shallow copy of the list."},
    {"index", "($self, value, start=0, stop=9223372036854775807, /)", index, "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"count", "($self, value, /)", count, "Return number of occurrences of value."},
    {"reverse", "($self, /)", reverse, "Reverse *IN PLACE*."},
    {"sort", "($self, /, *, key=None, reverse=False)", sort, "Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once to each list item and sort them,\nascending or descending, according to their function values.\n\nThe reverse flag can be set to sort in descending order."},
    {"__reversed__", "($self, /)", reversed, "Return a reverse iterator over the list."},
    {"__sizeof__", "($self, /)", sizeOf, "Return the size of the list in memory, in bytes."},
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"},
};

} // namespace

List *makeList(Thread &thread, int64_t size) {
  auto *list = allocate<List>(thread, &list_type);
  if (size) {
    list->items = allocateArray<Value>(thread, static_cast<size_t>(size));
    if (!list->items)
      return nullptr;
    list->size = list->capacity = size;
  }
  return list;
}
List *makeList(Thread &thread, const Value *items, int64_t size) {
  List *list = makeList(thread, size);
  if (list && size)
    memcpy(static_cast<void *>(list->items), items, static_cast<size_t>(size) * sizeof(Value));
  return list;
}
List *makeList(Thread &thread, const LocalValue *items, int64_t size) {
  List *list = makeList(thread, size);
  for (int64_t i = 0; list && i < size; ++i)
    storeValue(list->items[i], items[i]);
  return list;
}
List *listFrom(Thread &thread, Value iterable) {
  List *list = makeList(thread);
  return listExtend(thread, list, iterable) ? list : nullptr;
}
bool listGrow(Thread &thread, List *list, int64_t capacity) {
  int64_t target = std::max(capacity, capacity <= 4 ? 4 : list->capacity + list->capacity / 2 + 2);
  auto *items = allocateArray<Value>(thread, static_cast<size_t>(target));
  if (!items)
    return false;
  if (list->size)
    memcpy(static_cast<void *>(items), list->items, static_cast<size_t>(list->size) * sizeof(Value));
  list->items = items;
  list->capacity = target;
  return true;
}
bool listExtend(Thread &thread, List *list, Value iterable) {
  if (isExactly(iterable, list_type) || isExactly(iterable, tuple_type)) {
    ItemSpan span = itemsOf(thread, iterable);
    int64_t size = span.size;
    if (list->size + size > list->capacity && !listGrow(thread, list, list->size + size))
      return false;
    if (size) // the list itself may be the iterable: its items may have moved
      memcpy(static_cast<void *>(list->items + list->size), itemsOf(thread, iterable).items, static_cast<size_t>(size) * sizeof(Value));
    list->size += size;
    return true;
  }
  Value iterator = getIterator(thread, iterable);
  if (iterator.isError())
    return false;
  int64_t hint = lengthHint(thread, iterable, 0);
  if (hint < 0)
    return false;
  if (hint > 0 && hint < (int64_t{1} << 24) && list->size + hint > list->capacity && list->size == 0 && !listGrow(thread, list, hint))
    return false;
  for (;;) {
    Value item = nextItem(thread, iterator);
    if (item.isSpecial())
      return item.isUnbound();
    if (!listAppend(thread, list, item))
      return false;
  }
}
bool listInsert(Thread &thread, List *list, int64_t position, Value item) {
  if (list->size == list->capacity && !listGrow(thread, list, list->size + 1))
    return false;
  memmove(static_cast<void *>(list->items + position + 1), list->items + position, static_cast<size_t>(list->size - position) * sizeof(Value));
  list->items[position] = item;
  ++list->size;
  return true;
}
void listErase(List *list, int64_t from, int64_t to) {
  memmove(static_cast<void *>(list->items + from), list->items + to, static_cast<size_t>(list->size - to) * sizeof(Value));
  int64_t size = list->size - (to - from);
  for (int64_t i = size; i < list->size; ++i)
    list->items[i] = Value();
  list->size = size;
}
ItemSpan itemsOf(Thread &thread, Value iterable) {
  if (isExactly(iterable, list_type))
    return {iterable.as<List>()->items, iterable.as<List>()->size, true};
  if (isExactly(iterable, tuple_type))
    return {iterable.as<Tuple>()->items, iterable.as<Tuple>()->size, true};
  List *list = listFrom(thread, iterable);
  return list ? ItemSpan{list->items, list->size, true} : ItemSpan{};
}

extern const TypeDef list_def = {
    .name = "list", .doc = "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
    .signature = "(iterable=(), /)", .size = sizeof(List), .flags = kBaseType | kListFamily | kMatchesSequence, .trace = traceList,
    .slots = {.repr = listRepr, .hash = hashNotImplemented, .compare = listCompare, .iter = listIter, .length = listLength, .get_item = listGetItem,
              .set_item = listSetItem, .contains = listContains, .create = listNew, .init = listInit, .add = listAdd, .multiply = listMultiply,
              .inplace_add = listInplaceAdd, .inplace_multiply = listInplaceMultiply},
    .methods = kMethods, .has_weakrefs = false};

} // namespace pystm
