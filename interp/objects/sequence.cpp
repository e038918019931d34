// Comparison, search, text and iterators of list and tuple.
#include "objects/sequence.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"

namespace pystm {

Type list_iterator_type, list_reverse_iterator_type, tuple_iterator_type, sequence_iterator_type;

Value compareSequences(Thread &thread, Value left, Value right, CompareOp op, SequenceItems get) {
  Items a = get(left), b = get(right);
  if (a.size != b.size && op == CompareOp::kEqual)
    return falseValue();
  if (a.size != b.size && op == CompareOp::kNotEqual)
    return trueValue();
  for (int64_t i = 0;; ++i) {
    a = get(left);
    b = get(right);
    if (i >= a.size || i >= b.size)
      break;
    Value x = loadValue(a.values[i]), y = loadValue(b.values[i]);
    if (x == y)
      continue;
    int same = equals(thread, x, y);
    if (same < 0)
      return Value::error();
    if (!same) {
      if (op == CompareOp::kEqual)
        return falseValue();
      if (op == CompareOp::kNotEqual)
        return trueValue();
      return compare(thread, x, y, op);
    }
  }
  return compare(thread, Value::smallInt(a.size), Value::smallInt(b.size), op);
}

int64_t findItem(Thread &thread, Value self, Value item, int64_t from, int64_t to, SequenceItems get) {
  for (int64_t i = from; i < to; ++i) {
    Items items = get(self);
    if (i >= items.size)
      break;
    Value at = loadValue(items.values[i]);
    int same = at == item ? 1 : equals(thread, at, item);
    if (same)
      return same < 0 ? -2 : i;
  }
  return -1;
}

Value reprSequence(Thread &thread, Value self, const char *open, const char *close, bool tuple, SequenceItems get) {
  ReprGuard guard(thread, self);
  if (guard.recursive())
    return makeStr(thread, std::string(open) + "..." + close);
  std::string text = open;
  int64_t i = 0;
  for (;; ++i) {
    Items items = get(self);
    if (i >= items.size)
      break;
    if (i)
      text += ", ";
    Value shown = reprOf(thread, items.values[i]);
    if (shown.isError())
      return shown;
    text += toUtf8(shown.as<Str>());
  }
  if (tuple && i == 1)
    text += ",";
  return makeStr(thread, text + close);
}

bool indexBounds(Thread &thread, Value from, Value to, int64_t length, int64_t &begin, int64_t &end) {
  begin = 0;
  end = INT64_MAX;
  if (!from.isUnbound() && !indexOf(thread, from, begin))
    return false;
  if (!to.isUnbound() && !indexOf(thread, to, end))
    return false;
  if (begin < 0)
    begin = begin + length < 0 ? 0 : begin + length;
  if (end < 0)
    end = end + length < 0 ? 0 : end + length;
  return true;
}

namespace {

void traceIterator(Object *object, Tracer &tracer) { tracer.visit(static_cast<SequenceIterator *>(object)->sequence); }

Value finish(SequenceIterator *iterator) {
  iterator->position = -1;
  iterator->sequence = emptyTuple();
  return {};
}
Value listNext(Thread &, Value self) {
  auto *iterator = self.as<SequenceIterator>();
  if (iterator->position < 0)
    return {};
  auto *list = iterator->sequence.as<List>();
  return iterator->position < list->size ? list->items[iterator->position++] : finish(iterator);
}
Value listReverseNext(Thread &, Value self) {
  auto *iterator = self.as<SequenceIterator>();
  if (iterator->position < 0 || !isList(iterator->sequence))
    return {};
  auto *list = iterator->sequence.as<List>();
  return iterator->position < list->size ? list->items[iterator->position--] : finish(iterator);
}
Value tupleNext(Thread &, Value self) {
  auto *iterator = self.as<SequenceIterator>();
  if (iterator->position < 0)
    return {};
  auto *tuple = iterator->sequence.as<Tuple>();
  return iterator->position < tuple->size ? tuple->items[iterator->position++] : finish(iterator);
}
Value sequenceNext(Thread &thread, Value self) {
  auto *iterator = self.as<SequenceIterator>();
  if (iterator->position < 0)
    return {};
  Value item = getItem(thread, iterator->sequence, Value::smallInt(iterator->position));
  if (!item.isError()) {
    ++iterator->position;
    return item;
  }
  if (exceptionMatches(thread, &IndexError_type) || exceptionMatches(thread, &StopIteration_type)) {
    thread.clearException();
    return finish(iterator);
  }
  return item;
}
Value lengthHintOf(Thread &thread, LocalValue *args) {
  auto *iterator = args[0].as<SequenceIterator>();
  if (iterator->position < 0)
    return Value::smallInt(0);
  if (typeOf(args[0]) == &list_reverse_iterator_type)
    return Value::smallInt(iterator->position + 1);
  int64_t length = lengthOf(thread, iterator->sequence);
  return length < 0 ? Value::error() : Value::smallInt(length > iterator->position ? length - iterator->position : 0);
}
Value iteratorReduce(Thread &thread, LocalValue *args) {
  auto *iterator = args[0].as<SequenceIterator>();
  Value function = dictGet(runtime.builtins, intern(thread, typeOf(args[0]) == &list_reverse_iterator_type ? "reversed" : "iter"));
  if (iterator->position < 0)
    return makeTuple(thread, {dictGet(runtime.builtins, intern(thread, "iter")), Value(makeTuple(thread, {Value(emptyTuple())}))});
  return makeTuple(thread, {function, Value(makeTuple(thread, {iterator->sequence})), makeInt(thread, iterator->position)});
}
Value setState(Thread &thread, LocalValue *args) {
  int64_t position = 0;
  if (!toInt64(thread, args[1], position))
    return Value::error();
  if (args[0].as<SequenceIterator>()->position >= 0)
    args[0].as<SequenceIterator>()->position = position < 0 ? 0 : position;
  return none();
}
constexpr MethodDef kMethods[] = {
    {"__length_hint__", "($self, /)", lengthHintOf, "Private method returning an estimate of len(list(it))."},
    {"__reduce__", "($self, /)", iteratorReduce, "Return state information for pickling."},
    {"__setstate__", "($self, object, /)", setState, "Set state information for unpickling."},
};

} // namespace

Value makeSequenceIterator(Thread &thread, Value sequence) {
  auto *iterator = allocate<SequenceIterator>(thread, &sequence_iterator_type);
  iterator->sequence = sequence;
  return iterator;
}

#define ITERATOR(definition, text, next_function)                                                                \
  extern const TypeDef definition = {.name = text, .size = sizeof(SequenceIterator), .trace = traceIterator,       \
                                     .slots = {.iter = selfIterator, .next = next_function}, .methods = kMethods}
ITERATOR(list_iterator_def, "list_iterator", listNext);
ITERATOR(list_reverse_iterator_def, "list_reverseiterator", listReverseNext);
ITERATOR(tuple_iterator_def, "tuple_iterator", tupleNext);
ITERATOR(sequence_iterator_def, "iterator", sequenceNext);

} // namespace pystm
