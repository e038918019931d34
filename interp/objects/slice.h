// slice objects and the arithmetic of indices that all sequences share.
#pragma once

#include "objects/object.h"

namespace pystm {

struct PYSTM_FROZEN Slice : Object {
  Value start, stop, step;
};

Value makeSlice(Thread &, Value start, Value stop, Value step);

// The slice of a sequence with `length` items: first, step, and how many.
struct PYSTM_LOCAL_CLASS SliceRange {
  int64_t start, stop, step, count;
};
// Evaluates the bounds (__index__ may run); then adjusts to a length.
bool unpackSlice(Thread &, const Slice *, SliceRange &);
void adjustSlice(SliceRange &, int64_t length);
inline bool resolveSlice(Thread &thread, const Slice *slice, int64_t length, SliceRange &result) {
  if (!unpackSlice(thread, slice, result))
    return false;
  adjustSlice(result, length);
  return true;
}
inline bool isSlice(Value v) { return isExactly(v, slice_type); }

} // namespace pystm
