// slice objects: construction, comparison as tuples of three, indices().
#include "objects/slice.h"

#include "objects/exception.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/thread.h"

namespace pystm {

Type slice_type;

Value makeSlice(Thread &thread, Value start, Value stop, Value step) {
  auto *slice = allocate<Slice>(thread, &slice_type);
  slice->start = start;
  slice->stop = stop;
  slice->step = step;
  return slice;
}

namespace {

bool evaluate(Thread &thread, Value value, int64_t &result) {
  if (value.isSmallInt()) {
    result = value.asSmallInt();
    return true;
  }
  if (!typeOf(value)->slots.index) {
    raiseTypeError(thread, "slice indices must be integers or None or have an __index__ method");
    return false;
  }
  return indexOf(thread, value, result);
}

} // namespace

bool unpackSlice(Thread &thread, const Slice *slice, SliceRange &range) {
  range.step = 1;
  if (!isNone(slice->step)) {
    if (!evaluate(thread, slice->step, range.step))
      return false;
    if (range.step == 0) {
      raiseValueError(thread, "slice step cannot be zero");
      return false;
    }
    if (range.step < -INT64_MAX)
      range.step = -INT64_MAX;
  }
  range.start = range.step < 0 ? INT64_MAX : 0;
  range.stop = range.step < 0 ? INT64_MIN : INT64_MAX;
  if (!isNone(slice->start) && !evaluate(thread, slice->start, range.start))
    return false;
  return isNone(slice->stop) || evaluate(thread, slice->stop, range.stop);
}

void adjustSlice(SliceRange &range, int64_t length) {
  auto clip = [&](int64_t bound) {
    if (bound < 0) {
      bound += length;
      if (bound < 0)
        bound = range.step < 0 ? -1 : 0;
    } else if (bound >= length) {
      bound = range.step < 0 ? length - 1 : length;
    }
    return bound;
  };
  range.start = clip(range.start);
  range.stop = clip(range.stop);
  range.count = 0;
  if (range.step < 0) {
    if (range.stop < range.start)
      range.count = (range.start - range.stop - 1) / -range.step + 1;
  } else if (range.start < range.stop) {
    range.count = (range.stop - range.start - 1) / range.step + 1;
  }
}

namespace {

Value sliceConstruct(Thread &thread, LocalValue *args) {
  // slice(stop) or slice(start, stop[, step]).
  if (args[2].isUnbound())
    return makeSlice(thread, none(), args[1], none());
  return makeSlice(thread, args[1], args[2], args[3].isUnbound() ? none() : args[3]);
}

Value sliceRepr(Thread &thread, Value self) {
  auto *slice = self.as<Slice>();
  Value start = reprOf(thread, slice->start);
  Value stop = start.isError() ? start : reprOf(thread, slice->stop);
  Value step = stop.isError() ? stop : reprOf(thread, slice->step);
  if (step.isError())
    return step;
  return makeStr(thread, "slice(" + toUtf8(start.as<Str>()) + ", " + toUtf8(stop.as<Str>()) + ", " +
                             toUtf8(step.as<Str>()) + ")");
}

Value sliceCompare(Thread &thread, Value self, Value other, CompareOp op) {
  if (!isSlice(self) || !isSlice(other))
    return notImplemented();
  auto *a = self.as<Slice>();
  auto *b = other.as<Slice>();
  return compare(thread, makeTuple(thread, {a->start, a->stop, a->step}), makeTuple(thread, {b->start, b->stop, b->step}), op);
}

// The bounds of any size that indices() returns.
bool indexBound(Thread &thread, Value bound, Value length, bool backward, Value &result) {
  result = indexOf(thread, bound);
  if (result.isError())
    return false;
  Value zero = Value::smallInt(0);
  if (compareInts(result, zero) < 0) {
    result = addInts(thread, result, length);
    if (compareInts(result, zero) < 0)
      result = Value::smallInt(backward ? -1 : 0);
  } else if (compareInts(result, length) >= 0) {
    result = backward ? subtractInts(thread, length, Value::smallInt(1)) : length;
  }
  return !result.isError();
}

Value sliceIndices(Thread &thread, LocalValue *args) {
  auto *slice = args[0].as<Slice>();
  Value length = indexOf(thread, args[1]);
  if (length.isError())
    return length;
  if (compareInts(length, Value::smallInt(0)) < 0)
    return raiseValueError(thread, "length should not be negative");
  Value step = Value::smallInt(1);
  auto bad = [&](Value v) { return !isNone(v) && !typeOf(v)->slots.index; };
  if (bad(slice->step) || bad(slice->start) || bad(slice->stop))
    return raiseTypeError(thread, "slice indices must be integers or None or have an __index__ method");
  if (!isNone(slice->step))
    step = indexOf(thread, slice->step);
  if (step.isError())
    return step;
  if (step == Value::smallInt(0))
    return raiseValueError(thread, "slice step cannot be zero");
  bool backward = compareInts(step, Value::smallInt(0)) < 0;
  Value start = backward ? subtractInts(thread, length, Value::smallInt(1)) : Value::smallInt(0);
  Value stop = backward ? Value::smallInt(-1) : length;
  if (!isNone(slice->start) && !indexBound(thread, slice->start, length, backward, start))
    return Value::error();
  if (!isNone(slice->stop) && !indexBound(thread, slice->stop, length, backward, stop))
    return Value::error();
  return makeTuple(thread, {start, stop, step});
}

Value sliceReduce(Thread &thread, LocalValue *args) {
  auto *slice = args[0].as<Slice>();
  return makeTuple(thread, {&slice_type, makeTuple(thread, {slice->start, slice->stop, slice->step})});
}

Value sliceStart(Thread &, Value self) { return self.as<Slice>()->start; }
Value sliceStop(Thread &, Value self) { return self.as<Slice>()->stop; }
Value sliceStep(Thread &, Value self) { return self.as<Slice>()->step; }

void traceSlice(Object *object, Tracer &tracer) {
  auto *slice = static_cast<Slice *>(object);
  tracer.visit(slice->start);
  tracer.visit(slice->stop);
  tracer.visit(slice->step);
}

constexpr MethodDef kMethods[] = {
    {"indices", "($self, length, /)", sliceIndices,
     "S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\nindices, and "
     "the stride length of the extended slice described by\nS. Out of bounds indices are clipped in a manner consistent with "
     "the\nhandling of normal slices."},
    {"__reduce__", "($self, /)", sliceReduce, "Return state information for pickling."},
};

constexpr GetSetDef kAttributes[] = {{"start", sliceStart}, {"stop", sliceStop}, {"step", sliceStep}};

} // namespace

extern const TypeDef slice_def;
const TypeDef slice_def = {
    .name = "slice",
    .doc = "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. "
           "a[0:10:2]).",
    .signature = "($type, start, stop=?, step=?, /)",
    .size = sizeof(Slice),
    .trace = traceSlice,
    .construct = sliceConstruct,
    .slots = {.repr = sliceRepr, .hash = hashNotImplemented, .compare = sliceCompare},
    .methods = kMethods,
    .attributes = kAttributes,
    .has_weakrefs = false,
};

} // namespace pystm
