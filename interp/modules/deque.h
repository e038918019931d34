// collections.deque: a ring of Values.
#pragma once

#include "vm/heap.h"
#include "vm/native.h"

namespace pystm {

struct Module;

struct Deque : Object {
  int64_t size;
  int64_t head;     // position of the first item in `items`
  int64_t capacity; // a power of two, or 0
  int64_t limit;    // maxlen, -1: none
  uint64_t changes; // counts mutations, for iterators
  Value *items;

  Value &at(int64_t i) { return items[(head + i) & (capacity - 1)]; }
};

extern Type deque_type;
bool dequeAppend(Thread &, Deque *, Value item);
bool addDequeTypes(Thread &, Module *);

// deque_iterators.cpp
Value dequeIterator(Thread &, Value deque);
Value reversedDequeIterator(Thread &, LocalValue *args); // __reversed__
bool addDequeIteratorTypes(Thread &, Module *);

} // namespace pystm
