// range objects and their two iterators; see range.h.
#include "objects/range.h"

#include "objects/exception.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/slice.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/thread.h"

namespace pystm {

Type range_type, range_iterator_type, long_range_iterator_type;

namespace {

constexpr Value kZero = Value::smallInt(0);
constexpr Value kOne = Value::smallInt(1);

// (stop - start) / step rounded up, at least 0.
Value countItems(Thread &thread, Value start, Value stop, Value step) {
  bool down = compareInts(step, kZero) < 0;
  Value low = down ? stop : start;
  Value high = down ? start : stop;
  if (compareInts(low, high) >= 0)
    return kZero;
  Value size = down ? negateInt(thread, step) : step;
  Value span = subtractInts(thread, subtractInts(thread, high, low), kOne);
  return addInts(thread, floorDivideInts(thread, span, size), kOne);
}

Value itemAt(Thread &thread, const Range *range, Value index) {
  return addInts(thread, range->start, multiplyInts(thread, index, range->step));
}

Value rangeConstruct(Thread &thread, LocalValue *args) {
  Value start = kZero;
  Value stop = indexOf(thread, args[args[2].isUnbound() ? 1 : 2]);
  Value step = kOne;
  if (!args[2].isUnbound())
    start = indexOf(thread, args[1]);
  if (!args[3].isUnbound())
    step = indexOf(thread, args[3]);
  if (start.isError() || stop.isError() || step.isError())
    return Value::error();
  return makeRange(thread, start, stop, step);
}

Value rangeRepr(Thread &thread, Value self) {
  auto *range = self.as<Range>();
  std::string start;
  std::string stop;
  std::string step;
  if (!intToText(thread, range->start, start) || !intToText(thread, range->stop, stop) || !intToText(thread, range->step, step))
    return Value::error();
  return makeAscii(thread, "range(" + start + ", " + stop + (range->step == kOne ? "" : ", " + step) + ")");
}

bool equalRanges(const Range *a, const Range *b) {
  if (compareInts(a->length, b->length) != 0)
    return false;
  if (a->length == kZero)
    return true;
  return compareInts(a->start, b->start) == 0 && (a->length == kOne || compareInts(a->step, b->step) == 0);
}

Value rangeCompare(Thread &, Value self, Value other, CompareOp op) {
  if (!isExactly(other, range_type) || (op != CompareOp::kEqual && op != CompareOp::kNotEqual))
    return notImplemented();
  return makeBool(equalRanges(self.as<Range>(), other.as<Range>()) == (op == CompareOp::kEqual));
}

IntResult rangeHash(Thread &thread, Value self) {
  auto *range = self.as<Range>();
  bool empty = range->length == kZero;
  Tuple *key = makeTuple(thread, {range->length, empty ? none() : range->start,
                                  empty || range->length == kOne ? none() : range->step});
  return hashOf(thread, key);
}

int rangeTruth(Thread &, Value self) { return self.as<Range>()->length != kZero; }

int64_t rangeLength(Thread &thread, Value self) {
  int64_t length = 0;
  if (fitsInt64(self.as<Range>()->length, length))
    return length;
  raiseOverflowError(thread, "Python int too large to convert to C ssize_t");
  return -1;
}

// The index of an item as an int, or unbound when it is no item.
Value indexOfItem(Thread &thread, const Range *range, Value item) {
  bool down = compareInts(range->step, kZero) < 0;
  if (down ? compareInts(item, range->start) > 0 || compareInts(item, range->stop) <= 0
           : compareInts(item, range->start) < 0 || compareInts(item, range->stop) >= 0)
    return Value::unbound();
  Value rest;
  Value index = divmodInts(thread, subtractInts(thread, item, range->start), range->step, rest);
  return rest == kZero ? index : Value::unbound();
}

int rangeContains(Thread &thread, Value self, Value item) {
  if (isExactly(item, int_type) || isExactly(item, bool_type))
    return !indexOfItem(thread, self.as<Range>(), item).isUnbound();
  Value iterator = getIterator(thread, self);
  for (;;) {
    Value next = nextItem(thread, iterator);
    if (next.isSpecial())
      return next.isUnbound() ? 0 : -1;
    int equal = equals(thread, next, item);
    if (equal != 0)
      return equal;
  }
}

Value rangeSlice(Thread &thread, Range *range, Value slice) {
  // The bounds by slice.indices(), which takes lengths of any size.
  Value indices = callMethod(thread, slice, "indices", {range->length});
  if (indices.isError())
    return indices;
  auto *bounds = indices.as<Tuple>();
  return makeRange(thread, itemAt(thread, range, bounds->items[0]), itemAt(thread, range, bounds->items[1]),
                   multiplyInts(thread, bounds->items[2], range->step));
}

Value rangeGetItem(Thread &thread, Value self, Value key) {
  auto *range = self.as<Range>();
  if (isSlice(key))
    return rangeSlice(thread, range, key);
  if (!typeOf(key)->slots.index)
    return raiseTypeError(thread, "range indices must be integers or slices, not %T", key.bits);
  Value index = indexOf(thread, key);
  if (index.isError())
    return index;
  if (compareInts(index, kZero) < 0)
    index = addInts(thread, index, range->length);
  if (compareInts(index, kZero) < 0 || compareInts(index, range->length) >= 0)
    return raiseIndexError(thread, "range object index out of range");
  return itemAt(thread, range, index);
}

Value makeIterator(Thread &thread, Value start, Value step, Value length) {
  int64_t count = 0;
  if (start.isSmallInt() && step.isSmallInt() && fitsInt64(length, count)) {
    int64_t last = 0;
    if (!__builtin_mul_overflow(count, step.asSmallInt(), &last) &&
        !__builtin_add_overflow(last, start.asSmallInt(), &last) && Value::fitsSmallInt(last)) {
      auto *iterator = allocate<RangeIterator>(thread, &range_iterator_type);
      iterator->remaining = count;
      iterator->next = start.asSmallInt();
      iterator->step = step.asSmallInt();
      return iterator;
    }
  }
  auto *iterator = allocate<LongRangeIterator>(thread, &long_range_iterator_type);
  iterator->remaining = length;
  iterator->next = start;
  iterator->step = step;
  return iterator;
}

Value rangeIter(Thread &thread, Value self) {
  auto *range = self.as<Range>();
  return makeIterator(thread, range->start, range->step, range->length);
}

Value rangeReversed(Thread &thread, LocalValue *args) {
  auto *range = args[0].as<Range>();
  Value last = itemAt(thread, range, subtractInts(thread, range->length, kOne));
  return makeIterator(thread, last, negateInt(thread, range->step), range->length);
}

Value rangeCount(Thread &thread, LocalValue *args) {
  if (isExactly(args[1], int_type) || isExactly(args[1], bool_type))
    return Value::smallInt(!indexOfItem(thread, args[0].as<Range>(), args[1]).isUnbound());
  int64_t count = 0;
  bool ok = forEach(thread, args[0], [&](Value item) {
    int equal = equals(thread, item, args[1]);
    count += equal > 0;
    return equal >= 0;
  });
  return ok ? makeInt(thread, count) : Value::error();
}

Value rangeIndex(Thread &thread, LocalValue *args) {
  if (isExactly(args[1], int_type) || isExactly(args[1], bool_type)) {
    Value index = indexOfItem(thread, args[0].as<Range>(), args[1]);
    if (!index.isUnbound())
      return index;
    return raiseValueError(thread, "%R is not in range", args[1].bits);
  }
  int64_t position = 0;
  int found = 0;
  bool ok = forEach(thread, args[0], [&](Value item) {
    found = equals(thread, item, args[1]);
    position += found == 0;
    return found == 0;
  });
  if (found > 0)
    return makeInt(thread, position);
  return ok ? raiseValueError(thread, "sequence.index(x): x not in sequence") : Value::error();
}

Value rangeReduce(Thread &thread, LocalValue *args) {
  auto *range = args[0].as<Range>();
  return makeTuple(thread, {&range_type, makeTuple(thread, {range->start, range->stop, range->step})});
}

Value rangeStart(Thread &, Value self) { return self.as<Range>()->start; }
Value rangeStop(Thread &, Value self) { return self.as<Range>()->stop; }
Value rangeStep(Thread &, Value self) { return self.as<Range>()->step; }

void traceRange(Object *object, Tracer &tracer) {
  auto *range = static_cast<Range *>(object);
  tracer.visit(range->start);
  tracer.visit(range->stop);
  tracer.visit(range->step);
  tracer.visit(range->length);
}

Value iteratorNext(Thread &, Value self) {
  auto *iterator = self.as<RangeIterator>();
  if (iterator->remaining <= 0)
    return Value::unbound();
  --iterator->remaining;
  Value item = Value::smallInt(iterator->next);
  iterator->next += iterator->step;
  return item;
}

Value longIteratorNext(Thread &thread, Value self) {
  auto *iterator = self.as<LongRangeIterator>();
  if (compareInts(iterator->remaining, kZero) <= 0)
    return Value::unbound();
  Value item = iterator->next;
  Value next = addInts(thread, item, iterator->step);
  Value remaining = subtractInts(thread, iterator->remaining, kOne);
  if (next.isError() || remaining.isError())
    return Value::error();
  iterator->next = next;
  iterator->remaining = remaining;
  return item;
}

// What is left, as a range.
Value restOf(Thread &thread, Value next, Value step, Value remaining) {
  return makeRange(thread, next, addInts(thread, next, multiplyInts(thread, step, remaining)), step);
}

Value reduceIterator(Thread &thread, Value rest) {
  Value iter = importAttribute(thread, "builtins", "iter");
  if (iter.isError() || rest.isError())
    return Value::error();
  return makeTuple(thread, {iter, makeTuple(thread, {rest})});
}

Value iteratorReduce(Thread &thread, LocalValue *args) {
  auto *iterator = args[0].as<RangeIterator>();
  return reduceIterator(thread, restOf(thread, Value::smallInt(iterator->next), Value::smallInt(iterator->step),
                                       Value::smallInt(iterator->remaining)));
}

Value longIteratorReduce(Thread &thread, LocalValue *args) {
  auto *iterator = args[0].as<LongRangeIterator>();
  return reduceIterator(thread, restOf(thread, iterator->next, iterator->step, iterator->remaining));
}

Value iteratorHint(Thread &thread, LocalValue *args) { return makeInt(thread, args[0].as<RangeIterator>()->remaining); }
Value longIteratorHint(Thread &, LocalValue *args) { return args[0].as<LongRangeIterator>()->remaining; }

void traceLongIterator(Object *object, Tracer &tracer) {
  auto *iterator = static_cast<LongRangeIterator *>(object);
  tracer.visit(iterator->remaining);
  tracer.visit(iterator->next);
  tracer.visit(iterator->step);
}

constexpr MethodDef kMethods[] = {
    {"count", "($self, value, /)", rangeCount, "rangeobject.count(value) -> integer -- return number of occurrences of value"},
    {"index", "($self, value, /)", rangeIndex,
     "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present."},
    {"__reversed__", "($self, /)", rangeReversed, "Return a reverse iterator."},
    {"__reduce__", "($self, /)", rangeReduce, ""},
};
constexpr GetSetDef kAttributes[] = {{"start", rangeStart}, {"stop", rangeStop}, {"step", rangeStep}};
constexpr MethodDef kIteratorMethods[] = {
    {"__length_hint__", "($self, /)", iteratorHint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__", "($self, /)", iteratorReduce, "Return state information for pickling."},
};
constexpr MethodDef kLongIteratorMethods[] = {
    {"__length_hint__", "($self, /)", longIteratorHint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__", "($self, /)", longIteratorReduce, "Return state information for pickling."},
};

} // namespace

Value makeRange(Thread &thread, Value start, Value stop, Value step) {
  if (start.isError() || stop.isError() || step.isError())
    return Value::error();
  if (step == kZero)
    return raiseValueError(thread, "range() arg 3 must not be zero");
  Value length = countItems(thread, start, stop, step);
  if (length.isError())
    return length;
  auto *range = allocate<Range>(thread, &range_type);
  range->start = start;
  range->stop = stop;
  range->step = step;
  range->length = length;
  return range;
}

extern const TypeDef range_def;
const TypeDef range_def = {
    .name = "range",
    .doc = "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a "
           "sequence of integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., "
           "j-1.\nstart defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices "
           "for a list of 4 elements.\nWhen step is given, it specifies the increment (or decrement).",
    .signature = "($type, start, stop=?, step=?, /)",
    .size = sizeof(Range),
    .flags = kMatchesSequence,
    .trace = traceRange,
    .construct = rangeConstruct,
    .slots = {.repr = rangeRepr,
              .hash = rangeHash,
              .compare = rangeCompare,
              .truth = rangeTruth,
              .iter = rangeIter,
              .length = rangeLength,
              .get_item = rangeGetItem,
              .contains = rangeContains},
    .methods = kMethods,
    .attributes = kAttributes,
    .has_weakrefs = false,
};

extern const TypeDef range_iterator_def;
const TypeDef range_iterator_def = {
    .name = "range_iterator",
    .size = sizeof(RangeIterator),
    .slots = {.iter = selfIterator, .next = iteratorNext},
    .methods = kIteratorMethods,
    .has_weakrefs = false,
};

extern const TypeDef long_range_iterator_def;
const TypeDef long_range_iterator_def = {
    .name = "longrange_iterator",
    .size = sizeof(LongRangeIterator),
    .trace = traceLongIterator,
    .slots = {.iter = selfIterator, .next = longIteratorNext},
    .methods = kLongIteratorMethods,
    .has_weakrefs = false,
};

} // namespace pystm
