// range: three integers of any size; when they are all small the iteration is machine arithmetic.
#pragma once

#include "objects/object.h"

namespace pystm {

struct PYSTM_FROZEN Range : Object {
  Value start, stop, step; // ints
  Value length;            // an int, computed when made
};

struct PYSTM_VIEWED RangeIterator : Object {
  int64_t remaining;
  int64_t next, step;
};

// The iterator of a range whose items are not all small ints.
struct PYSTM_VIEWED LongRangeIterator : Object {
  Value remaining, next, step;
};

extern Type range_iterator_type, long_range_iterator_type;

// Ints already; ValueError for step 0.
Value makeRange(Thread &, Value start, Value stop, Value step);

} // namespace pystm
