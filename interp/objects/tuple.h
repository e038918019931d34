// Tuples: a count and the items behind it.
#pragma once

#include "vm/heap.h"

#include <initializer_list>

namespace pystm {

struct PYSTM_FROZEN Tuple : Object {
  int64_t size;
  Value items[0];

  Value *begin() { return items; }
  Value *end() { return items + size; }
  Value operator[](int64_t i) const { return items[i]; }
};

// `items` may be null: then they are unbound and the caller fills them in. Null with MemoryError pending
// when `size` is too large.
Tuple *makeTuple(Thread &, int64_t size, const Value *items = nullptr);
Tuple *makeTuple(Thread &, int64_t size, const LocalValue *items);
Tuple *makeTuple(Thread &, std::initializer_list<ListedValue> items);
Tuple *emptyTuple();
// From any iterable; null when iterating failed.
Tuple *tupleFrom(Thread &, Value iterable);

inline int64_t Arguments::keywords() const { return names ? names->size : 0; }

} // namespace pystm
