// See deque.h.
#include "modules/deque.h"
#include "modules/native_init.h"

#include "objects/type.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/slice.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <algorithm>

namespace pystm {

Type deque_type;

namespace {

Deque *selfOf(LocalValue *args) { return args[0].as<Deque>(); }

bool grow(Thread &thread, Deque *deque) {
  int64_t capacity = deque->capacity == 0 ? 8 : deque->capacity * 2;
  auto *items = allocateArray<Value>(thread, static_cast<size_t>(capacity));
  if (!items)
    return false;
  for (int64_t i = 0; i < deque->size; ++i)
    items[i] = deque->at(i);
  deque->items = items;
  deque->head = 0;
  deque->capacity = capacity;
  return true;
}

Value popFirst(Deque *deque) {
  Value item = deque->at(0);
  deque->at(0) = Value::unbound();
  deque->head = (deque->head + 1) & (deque->capacity - 1);
  --deque->size;
  ++deque->changes;
  return item;
}

Value popLast(Deque *deque) {
  Value item = deque->at(deque->size - 1);
  deque->at(deque->size - 1) = Value::unbound();
  --deque->size;
  ++deque->changes;
  return item;
}

bool prepend(Thread &thread, Deque *deque, Value item) {
  if (deque->limit == 0)
    return true;
  if (deque->size == deque->capacity && !grow(thread, deque))
    return false;
  deque->head = (deque->head - 1) & (deque->capacity - 1);
  deque->items[deque->head] = item;
  ++deque->size;
  ++deque->changes;
  if (deque->limit >= 0 && deque->size > deque->limit)
    popLast(deque);
  return true;
}

bool extend(Thread &thread, Deque *deque, Value iterable, bool left) {
  if (iterable == Value(deque))
    iterable = listFrom(thread, iterable);
  return forEach(thread, iterable, [&](Value item) { return left ? prepend(thread, deque, item) : dequeAppend(thread, deque, item); });
}

void clear(Deque *deque) {
  deque->items = nullptr;
  deque->size = deque->head = deque->capacity = 0;
  ++deque->changes;
}

Value create(Thread &thread, Type *type, const Arguments &) {
  auto *deque = allocate<Deque>(thread, type);
  deque->limit = -1;
  return deque;
}

Value initialize(Thread &thread, LocalValue *args) {
  auto *deque = selfOf(args);
  int64_t limit = -1;
  if (!isNone(args[2])) {
    if (!isInt(args[2]))
      return raiseTypeError(thread, "an integer is required");
    if (!toInt64(thread, args[2], limit))
      return Value::error();
    if (limit < 0)
      return raiseValueError(thread, "maxlen must be non-negative");
  }
  clear(deque);
  deque->limit = limit;
  return args[1].isUnbound() || extend(thread, deque, args[1], false) ? none() : Value::error();
}

Value append(Thread &thread, LocalValue *args) { return dequeAppend(thread, selfOf(args), args[1]) ? none() : Value::error(); }
Value appendLeft(Thread &thread, LocalValue *args) { return prepend(thread, selfOf(args), args[1]) ? none() : Value::error(); }
Value extendRight(Thread &thread, LocalValue *args) { return extend(thread, selfOf(args), args[1], false) ? none() : Value::error(); }
Value extendLeft(Thread &thread, LocalValue *args) { return extend(thread, selfOf(args), args[1], true) ? none() : Value::error(); }
Value pop(Thread &thread, LocalValue *args) {
  return selfOf(args)->size == 0 ? raiseIndexError(thread, "pop from an empty deque") : popLast(selfOf(args));
}
Value popLeft(Thread &thread, LocalValue *args) {
  return selfOf(args)->size == 0 ? raiseIndexError(thread, "pop from an empty deque") : popFirst(selfOf(args));
}
Value clearMethod(Thread &, LocalValue *args) {
  clear(selfOf(args));
  return none();
}

Value copy(Thread &thread, LocalValue *args) {
  auto *deque = selfOf(args);
  Value limit = deque->limit < 0 ? none() : makeInt(thread, deque->limit);
  Value made = deque->limit < 0 && !isExactly(args[0], deque_type) ? call(thread, typeOf(args[0]), {args[0]})
                                                                   : call(thread, typeOf(args[0]), {args[0], limit});
  // A __new__ of the program may give anything.
  if (!made.isError() && !isInstance(made, &deque_type))
    return raiseTypeError(thread, "%T() must return a deque, not %T", args[0].bits, made.bits);
  return made;
}

Value rotate(Thread &thread, LocalValue *args) {
  auto *deque = selfOf(args);
  int64_t n = 0;
  if (!indexOf(thread, args[1], n, &OverflowError_type))
    return Value::error();
  if (deque->size < 2)
    return none();
  n %= deque->size;
  if (n < 0)
    n += deque->size;
  int64_t limit = deque->limit;
  deque->limit = -1;
  for (; n > 0; --n)
    prepend(thread, deque, popLast(deque));
  deque->limit = limit;
  return none();
}

Value reverse(Thread &, LocalValue *args) {
  auto *deque = selfOf(args);
  for (int64_t i = 0, k = deque->size - 1; i < k; ++i, --k)
    std::swap(deque->at(i), deque->at(k));
  ++deque->changes;
  return none();
}

// The position of an equal item in [from, to); -1: none, -2: error.
int64_t find(Thread &thread, Deque *deque, Value item, int64_t from, int64_t to) {
  uint64_t changes = deque->changes;
  for (int64_t i = from; i < to && i < deque->size; ++i) {
    int same = equals(thread, deque->at(i), item);
    if (same >= 0 && deque->changes != changes) {
      raiseRuntimeError(thread, "deque mutated during iteration");
      return -2;
    }
    if (same != 0)
      return same < 0 ? -2 : i;
  }
  return -1;
}

Value count(Thread &thread, LocalValue *args) {
  auto *deque = selfOf(args);
  uint64_t changes = deque->changes;
  int64_t n = 0;
  for (int64_t i = 0; i < deque->size; ++i) {
    int same = equals(thread, deque->at(i), args[1]);
    if (same < 0)
      return Value::error();
    if (deque->changes != changes)
      return raiseRuntimeError(thread, "deque mutated during iteration");
    n += same;
  }
  return makeInt(thread, n);
}

Value index(Thread &thread, LocalValue *args) {
  auto *deque = selfOf(args);
  int64_t from = 0;
  int64_t to = deque->size;
  if ((!args[2].isUnbound() && !indexOf(thread, args[2], from)) || (!args[3].isUnbound() && !indexOf(thread, args[3], to)))
    return Value::error();
  if (from < 0)
    from = std::max<int64_t>(from + deque->size, 0);
  if (to < 0)
    to = std::max<int64_t>(to + deque->size, 0);
  int64_t found = find(thread, deque, args[1], from, to);
  if (found == -2)
    return Value::error();
  return found < 0 ? raiseValueError(thread, "%R is not in deque", args[1].bits) : makeInt(thread, found);
}

void eraseAt(Deque *deque, int64_t i) {
  for (; i + 1 < deque->size; ++i)
    deque->at(i) = deque->at(i + 1);
  popLast(deque);
}

Value insert(Thread &thread, LocalValue *args) {
  auto *deque = selfOf(args);
  int64_t i = 0;
  if (!indexOf(thread, args[1], i, &OverflowError_type))
    return Value::error();
  if (deque->limit >= 0 && deque->size >= deque->limit)
    return raiseIndexError(thread, "deque already at its maximum size");
  if (i < 0)
    i = std::max<int64_t>(i + deque->size, 0);
  i = std::min(i, deque->size);
  if (!dequeAppend(thread, deque, args[2]))
    return Value::error();
  for (int64_t k = deque->size - 1; k > i; --k)
    std::swap(deque->at(k), deque->at(k - 1));
  return none();
}

Value removeMethod(Thread &thread, LocalValue *args) {
  uint64_t changes = selfOf(args)->changes;
  int64_t found = find(thread, selfOf(args), args[1], 0, INT64_MAX);
  if (selfOf(args)->changes != changes) {
    thread.clearException();
    return raiseIndexError(thread, "deque mutated during remove().");
  }
  if (found == -2)
    return Value::error();
  if (found < 0)
    return raiseValueError(thread, "%R is not in deque", args[1].bits);
  eraseAt(selfOf(args), found);
  return none();
}

int64_t length(Thread &, Value self) { return self.as<Deque>()->size; }
int truth(Thread &, Value self) { return self.as<Deque>()->size != 0; }

bool resolve(Thread &thread, Deque *deque, Value key, int64_t &i) {
  if (!key.isSmallInt() && !typeOf(key)->slots.index) {
    raiseTypeError(thread, "sequence index must be integer, not '%T'", key.bits);
    return false;
  }
  if (!indexOf(thread, key, i, &IndexError_type))
    return false;
  if (i < 0)
    i += deque->size;
  if (i >= 0 && i < deque->size)
    return true;
  raiseIndexError(thread, "deque index out of range");
  return false;
}

Value getItem(Thread &thread, Value self, Value key) {
  int64_t i = 0;
  return resolve(thread, self.as<Deque>(), key, i) ? self.as<Deque>()->at(i) : Value::error();
}
bool setItem(Thread &thread, Value self, Value key, Value item) {
  int64_t i = 0;
  auto *deque = self.as<Deque>();
  if (!resolve(thread, deque, key, i))
    return false;
  if (item.isUnbound())
    eraseAt(deque, i);
  else
    deque->at(i) = item;
  return true;
}
int contains(Thread &thread, Value self, Value item) {
  int64_t found = find(thread, self.as<Deque>(), item, 0, INT64_MAX);
  return found == -2 ? -1 : found >= 0;
}

Value add(Thread &thread, Value left, Value right) {
  if (!isInstance(left, &deque_type) || !isInstance(right, &deque_type))
    return notImplemented();
  LocalValues args{left};
  Value result = copy(thread, args);
  return result.isError() || !extend(thread, result.as<Deque>(), right, false) ? Value::error() : result;
}
Value inplaceAdd(Thread &thread, Value left, Value right) {
  return extend(thread, left.as<Deque>(), right, false) ? left : Value::error();
}
Value inplaceMultiply(Thread &thread, Value left, Value right) {
  int64_t n = 0;
  if (!typeOf(right)->slots.index)
    return notImplemented();
  if (!indexOf(thread, right, n, &OverflowError_type))
    return Value::error();
  auto *deque = left.as<Deque>();
  int64_t size = deque->size;
  if (n <= 0)
    clear(deque);
  List *once = listFrom(thread, left);
  if (!once)
    return Value::error();
  if (n > 1 && size > INT64_MAX / 8 / n)
    return raiseMemoryError(thread);
  for (int64_t i = 1; i < n && size > 0; ++i) {
    if (!extend(thread, deque, once, false))
      return Value::error();
  }
  return left;
}
Value multiply(Thread &thread, Value left, Value right) {
  LocalValues args{isInstance(left, &deque_type) ? left : right};
  Value times = isInstance(left, &deque_type) ? right : left;
  if (!typeOf(times)->slots.index)
    return notImplemented();
  Value result = copy(thread, args);
  return result.isError() ? result : inplaceMultiply(thread, result, times);
}

Value compareDeques(Thread &thread, Value self, Value other, CompareOp op) {
  if (!isInstance(self, &deque_type) || !isInstance(other, &deque_type))
    return notImplemented();
  return compare(thread, listFrom(thread, self), listFrom(thread, other), op);
}

Value repr(Thread &thread, Value self) {
  ReprGuard guard(thread, self);
  if (guard.recursive())
    return makeAscii(thread, "[...]");
  Value items = reprOf(thread, listFrom(thread, self));
  if (items.isError())
    return items;
  auto *deque = self.as<Deque>();
  std::string text = std::string(typeNameOf(self)) + "(" + toUtf8(items.as<Str>());
  if (deque->limit >= 0)
    text += ", maxlen=" + std::to_string(deque->limit);
  return makeStr(thread, text + ")");
}

Value reduce(Thread &thread, LocalValue *args) {
  auto *deque = selfOf(args);
  Value iterator = getIterator(thread, args[0]);
  Value parameters = deque->limit < 0 ? emptyTuple() : makeTuple(thread, {emptyTuple(), makeInt(thread, deque->limit)});
  Value state = callMethod(thread, args[0], "__getstate__");
  if (state.isError()) {
    thread.clearException();
    state = none();
  }
  return makeTuple(thread, {typeOf(args[0]), parameters, state, iterator});
}

Value getLimit(Thread &thread, Value self) {
  return self.as<Deque>()->limit < 0 ? none() : makeInt(thread, self.as<Deque>()->limit);
}

void traceDeque(Object *object, Tracer &tracer) { tracer.visitArray(static_cast<Deque *>(object)->items); }

constexpr MethodDef kInit = {"__init__", "($self, iterable=?, maxlen=None)", initialize};
constexpr MethodDef kMethods[] = {
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"},
    {"append", "($self, item, /)", append, "Add an element to the right side of the deque."},
    {"appendleft", "($self, item, /)", appendLeft, "Add an element to the left side of the deque."},
    {"clear", "($self, /)", clearMethod, "Remove all elements from the deque."},
    {"copy", "($self, /)", copy, "Return a shallow copy of a deque."},
    {"__copy__", "($self, /)", copy, "Return a shallow copy of a deque."},
    {"count", "($self, value, /)", count, "D.count(value) -> integer -- return number of occurrences of value"},
    {"extend", "($self, iterable, /)", extendRight, "Extend the right side of the deque with elements from the iterable"},
    {"extendleft", "($self, iterable, /)", extendLeft, "Extend the left side of the deque with elements from the iterable"},
    {"index", "($self, value, start=?, stop=?, /)", index, "D.index(value, [start, [stop]]) -> integer -- return first index of value."},
    {"insert", "($self, index, value, /)", insert, "D.insert(index, object) -- insert object before index"},
    {"pop", "($self, /)", pop, "Remove and return the rightmost element."},
    {"popleft", "($self, /)", popLeft, "Remove and return the leftmost element."},
    {"remove", "($self, value, /)", removeMethod, "D.remove(value) -- remove first occurrence of value."},
    {"reverse", "($self, /)", reverse, "D.reverse() -- reverse *IN PLACE*"},
    {"rotate", "($self, n=1, /)", rotate, "Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left."},
    {"__reduce__", "($self, /)", reduce},
    {"__reversed__", "($self, /)", reversedDequeIterator},
};
constexpr GetSetDef kAttributes[] = {{"maxlen", getLimit, nullptr, "maximum size of a deque or None if unbounded"}};

const TypeDef kDeque = {.name = "collections.deque",
                        .doc = "deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its "
                               "endpoints.",
                        .size = sizeof(Deque),
                        .flags = kBaseType | kMatchesSequence | kSequenceOperators,
                        .trace = traceDeque,
                        .slots = {.repr = repr,
                                  .hash = hashNotImplemented,
                                  .compare = compareDeques,
                                  .truth = truth,
                                  .iter = dequeIterator,
                                  .length = length,
                                  .get_item = getItem,
                                  .set_item = setItem,
                                  .contains = contains,
                                  .create = create,
                                  .init = initSlot<&kInit>,
                                  .add = add,
                                  .multiply = multiply,
                                  .inplace_add = inplaceAdd,
                                  .inplace_multiply = inplaceMultiply},
                        .methods = kMethods,
                        .attributes = kAttributes};
} // namespace

bool dequeAppend(Thread &thread, Deque *deque, Value item) {
  if (deque->limit == 0)
    return true;
  if (deque->size == deque->capacity && !grow(thread, deque))
    return false;
  ++deque->size;
  deque->at(deque->size - 1) = item;
  ++deque->changes;
  if (deque->limit >= 0 && deque->size > deque->limit)
    popFirst(deque);
  return true;
}

bool addDequeTypes(Thread &thread, Module *module) {
  if (!deque_type.name)
    readyType(thread, deque_type, kDeque);
  return addModuleType(thread, module, &deque_type) && addDequeIteratorTypes(thread, module);
}

} // namespace pystm
