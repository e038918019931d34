// What list and tuple share: comparison, search, text, and their iterators; also the iterator by __getitem__.
#pragma once

#include "vm/heap.h"
#include "vm/native.h"

namespace pystm {

struct PYSTM_VIEWED SequenceIterator : Object {
  int64_t position; // -1: exhausted
  Value sequence;
};

extern Type list_iterator_type, list_reverse_iterator_type, tuple_iterator_type, sequence_iterator_type;

// Items may change while comparing runs: they are read through `self` each time.
struct Items {
  const Value *values;
  int64_t size;
};
using SequenceItems = Items (*)(Value self);
Value compareSequences(Thread &, Value left, Value right, CompareOp, SequenceItems);
// Position of an equal item in [from, to), -1 when there is none, -2 for an error.
int64_t findItem(Thread &, Value self, Value item, int64_t from, int64_t to, SequenceItems);
Value reprSequence(Thread &, Value self, const char *open, const char *close, bool tuple, SequenceItems);
// Arguments of index(): negative ones count from the end.
bool indexBounds(Thread &, Value from, Value to, int64_t length, int64_t &begin, int64_t &end);

} // namespace pystm
