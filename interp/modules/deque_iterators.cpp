// Iterators of deques, in both directions. See deque.h.
#include "modules/deque.h"

#include "objects/exception.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <algorithm>

namespace pystm {

namespace {

Type deque_iterator_type, deque_reverse_iterator_type;

struct DequeIterator : Object {
  Deque *deque; // null when exhausted
  int64_t position;
  uint64_t changes;
};

Value makeIterator(Thread &thread, Value self, Type *type, int64_t position) {
  auto *iterator = allocate<DequeIterator>(thread, type);
  iterator->deque = self.as<Deque>();
  iterator->position = position;
  iterator->changes = self.as<Deque>()->changes;
  return iterator;
}

Value iteratorStep(Thread &thread, Value self, int step) {
  auto *iterator = self.as<DequeIterator>();
  if (!iterator->deque)
    return Value::unbound();
  if (iterator->changes != iterator->deque->changes) {
    iterator->deque = nullptr;
    return raiseRuntimeError(thread, "deque mutated during iteration");
  }
  if (iterator->position < 0 || iterator->position >= iterator->deque->size) {
    iterator->deque = nullptr;
    return Value::unbound();
  }
  Value item = iterator->deque->at(iterator->position);
  iterator->position += step;
  return item;
}
Value iteratorNext(Thread &thread, Value self) { return iteratorStep(thread, self, 1); }
Value reverseNext(Thread &thread, Value self) { return iteratorStep(thread, self, -1); }

int64_t itemsLeft(DequeIterator *iterator, bool reverse) {
  return !iterator->deque ? 0 : reverse ? iterator->position + 1 : iterator->deque->size - iterator->position;
}
template <bool reverse> Value iteratorHint(Thread &thread, LocalValue *args) { return makeInt(thread, itemsLeft(args[0].as<DequeIterator>(), reverse)); }
template <bool reverse> Value iteratorReduce(Thread &thread, LocalValue *args) {
  auto *iterator = args[0].as<DequeIterator>();
  Value deque = iterator->deque ? Value(iterator->deque) : call(thread, Value(&deque_type));
  if (deque.isError())
    return deque;
  int64_t passed = deque.as<Deque>()->size - itemsLeft(iterator, reverse);
  return makeTuple(thread, {Value(typeOf(args[0])), makeTuple(thread, {deque, makeInt(thread, passed)})});
}
template <bool reverse> Value iteratorConstruct(Thread &thread, LocalValue *args) {
  if (!isInstance(args[1], &deque_type))
    return raiseTypeError(thread, "%s() argument 1 must be collections.deque, not %T", reverse ? "_deque_reverse_iterator" : "_deque_iterator", args[1].bits);
  int64_t passed = 0;
  if (!indexOf(thread, args[2], passed, &OverflowError_type))
    return Value::error();
  int64_t size = args[1].as<Deque>()->size;
  passed = std::clamp<int64_t>(passed, 0, size);
  return makeIterator(thread, args[1], args[0].as<Type>(), reverse ? size - 1 - passed : passed);
}
template <bool reverse> constexpr MethodDef kIteratorMethods[] = {
    {"__length_hint__", "($self, /)", iteratorHint<reverse>, "Private method returning an estimate of len(list(it))."},
    {"__reduce__", "($self, /)", iteratorReduce<reverse>, "Return state information for pickling."},
};

void traceDequeIterator(Object *object, Tracer &tracer) { tracer.visit(static_cast<DequeIterator *>(object)->deque); }

const TypeDef kIterator = {.name = "_collections._deque_iterator",
                           .signature = "($type, deque, index=0, /)",
                           .size = sizeof(DequeIterator),
                           .trace = traceDequeIterator,
                           .construct = iteratorConstruct<false>,
                           .slots = {.iter = selfIterator, .next = iteratorNext},
                           .methods = kIteratorMethods<false>};
const TypeDef kReverseIterator = {.name = "_collections._deque_reverse_iterator",
                                  .signature = "($type, deque, index=0, /)",
                                  .size = sizeof(DequeIterator),
                                  .trace = traceDequeIterator,
                                  .construct = iteratorConstruct<true>,
                                  .slots = {.iter = selfIterator, .next = reverseNext},
                                  .methods = kIteratorMethods<true>};

} // namespace

Value dequeIterator(Thread &thread, Value deque) { return makeIterator(thread, deque, &deque_iterator_type, 0); }
Value reversedDequeIterator(Thread &thread, LocalValue *args) {
  return makeIterator(thread, args[0], &deque_reverse_iterator_type, args[0].as<Deque>()->size - 1);
}

bool addDequeIteratorTypes(Thread &thread, Module *module) {
  if (!deque_iterator_type.name) {
    readyType(thread, deque_iterator_type, kIterator);
    readyType(thread, deque_reverse_iterator_type, kReverseIterator);
  }
  return addModuleType(thread, module, &deque_iterator_type) && addModuleType(thread, module, &deque_reverse_iterator_type);
}

} // namespace pystm
