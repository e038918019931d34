// The type str: construction, indexing, comparison, iteration. Its methods are in the tables that
// str_methods.h names, one a file.
#include "objects/str_methods.h"

#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/slice.h"
#include "objects/str_builder.h"
#include "text/unicode.h"
#include "vm/heap.h"
#include "vm/native.h"
#include "vm/thread.h"

namespace pystm {

namespace {

struct StrIterator : Object {
  Str *text; // null when exhausted
  int64_t position;
};

Value strStr(Thread &thread, Value self) {
  if (isExactly(self, str_type))
    return self;
  auto *s = self.as<Str>();
  Str *copy = allocateStr(thread, s->length, s->ascii ? 127 : s->width == 1 ? 255 : s->width == 2 ? 0xFFFF : 0x10FFFF);
  if (!copy)
    return Value::error();
  std::memcpy(copy->data, s->data, static_cast<size_t>(s->length * s->width));
  return copy;
}

Value strRepr(Thread &thread, Value self) { return reprStr(thread, self.as<Str>()); }

IntResult strHashSlot(Thread &, Value self) { return hashed(strHash(self.as<Str>())); }

Value strCompare(Thread &, Value self, Value other, CompareOp op) {
  if (!isStr(self) || !isStr(other))
    return notImplemented();
  auto *a = self.as<Str>();
  auto *b = other.as<Str>();
  switch (op) {
  case CompareOp::kEqual:
    return makeBool(equalStrs(a, b));
  case CompareOp::kNotEqual:
    return makeBool(!equalStrs(a, b));
  case CompareOp::kLess:
    return makeBool(compareStrs(a, b) < 0);
  case CompareOp::kLessEqual:
    return makeBool(compareStrs(a, b) <= 0);
  case CompareOp::kGreater:
    return makeBool(compareStrs(a, b) > 0);
  default:
    return makeBool(compareStrs(a, b) >= 0);
  }
}

int64_t strLength(Thread &, Value self) { return self.as<Str>()->length; }

Value strGetItem(Thread &thread, Value self, Value key) {
  auto *s = self.as<Str>();
  if (key.isSmallInt()) {
    int64_t i = key.asSmallInt();
    if (i < 0)
      i += s->length;
    if (static_cast<uint64_t>(i) >= static_cast<uint64_t>(s->length))
      return raiseIndexError(thread, "string index out of range");
    return makeStrOfChar(thread, (*s)[i]);
  }
  if (isSlice(key)) {
    SliceRange range{};
    if (!resolveSlice(thread, key.as<Slice>(), s->length, range))
      return Value::error();
    if (range.step == 1)
      return substring(thread, s, range.start, range.start + range.count);
    StrBuilder builder;
    for (int64_t i = 0; i < range.count; ++i)
      builder.append((*s)[range.start + i * range.step]);
    return builder.finish(thread);
  }
  if (!typeOf(key)->slots.index)
    return raiseTypeError(thread, "string indices must be integers, not '%T'", key.bits);
  int64_t i = 0;
  if (!indexOf(thread, key, i, &IndexError_type))
    return Value::error();
  return strGetItem(thread, self, Value::smallInt(Value::fitsSmallInt(i) ? i : Value::kMaxSmallInt));
}

int strContains(Thread &thread, Value self, Value item) {
  if (!isStr(item)) {
    raiseTypeError(thread, "'in <string>' requires string as left operand, not %T", item.bits);
    return -1;
  }
  return findStr(self.as<Str>(), item.as<Str>(), 0, self.as<Str>()->length) >= 0;
}

Value strAdd(Thread &thread, Value left, Value right) {
  if (!isStr(left) || !isStr(right))
    return notImplemented();
  Str *result = concatenate(thread, left.as<Str>(), right.as<Str>());
  return result ? Value(result) : Value::error();
}

Value strMultiply(Thread &thread, Value left, Value right) {
  Value count = isStr(left) ? right : left;
  Value text = isStr(left) ? left : right;
  if (!typeOf(count)->slots.index)
    return notImplemented();
  int64_t n = 0;
  if (!indexOf(thread, count, n, &OverflowError_type))
    return Value::error();
  Str *result = repeatStr(thread, text.as<Str>(), n);
  return result ? Value(result) : Value::error();
}

Value strModulo(Thread &thread, Value left, Value right) {
  if (!isStr(left))
    return notImplemented();
  return percentFormat(thread, left.as<Str>(), right);
}

Value strIter(Thread &thread, Value self) {
  auto *iterator = allocate<StrIterator>(thread, &str_iterator_type);
  iterator->text = self.as<Str>();
  return iterator;
}

Value strIteratorNext(Thread &thread, Value self) {
  auto *iterator = self.as<StrIterator>();
  if (!iterator->text)
    return Value::unbound();
  if (iterator->position >= iterator->text->length) {
    iterator->text = nullptr;
    return Value::unbound();
  }
  return makeStrOfChar(thread, (*iterator->text)[iterator->position++]);
}

Value strIteratorHint(Thread &thread, LocalValue *args) {
  auto *iterator = args[0].as<StrIterator>();
  return makeInt(thread, iterator->text ? iterator->text->length - iterator->position : 0);
}

Value strIteratorReduce(Thread &thread, LocalValue *args) {
  auto *iterator = args[0].as<StrIterator>();
  Value iter = importAttributeOfBuiltins(thread, "iter");
  if (iter.isError())
    return iter;
  Value text = iterator->text ? Value(iterator->text) : Value(emptyStr());
  Tuple *rest = makeTuple(thread, {text});
  if (!iterator->text)
    return makeTuple(thread, {iter, rest});
  return makeTuple(thread, {iter, rest, makeInt(thread, iterator->position)});
}

Value strIteratorSetState(Thread &thread, LocalValue *args) {
  int64_t position = 0;
  if (!toInt64(thread, args[1], position))
    return Value::error();
  auto *iterator = args[0].as<StrIterator>();
  if (iterator->text)
    iterator->position = position < 0 ? 0 : position > iterator->text->length ? iterator->text->length : position;
  return none();
}

bool codecName(Thread &thread, Value value, const char *parameter, int position, std::string &name) {
  if (value.isUnbound())
    return true;
  if (!isStr(value)) {
    raiseTypeError(thread, "str() argument '%s' must be str, not %T", parameter, value.bits);
    return false;
  }
  (void)position;
  name = toUtf8(value.as<Str>());
  return true;
}

Value strConstruct(Thread &thread, LocalValue *args) {
  auto *type = args[0].as<Type>();
  Value result;
  if (args[1].isUnbound()) {
    result = emptyStr();
  } else if (args[2].isUnbound() && args[3].isUnbound()) {
    result = strOf(thread, args[1]);
  } else {
    std::string encoding;
    std::string errors;
    if (!codecName(thread, args[2], "encoding", 2, encoding) || !codecName(thread, args[3], "errors", 3, errors))
      return Value::error();
    if (isStr(args[1]))
      return raiseTypeError(thread, "decoding str is not supported");
    if (!hasBuffer(args[1]))
      return raiseTypeError(thread, "decoding to str: need a bytes-like object, %T found", args[1].bits);
    result = decodeBytesLike(thread, args[1], args[2].isUnbound() ? nullptr : encoding.c_str(),
                             args[3].isUnbound() ? nullptr : errors.c_str());
  }
  if (result.isError() || type == &str_type)
    return result;
  auto *s = result.as<Str>();
  auto *object = allocate<Str>(thread, type, static_cast<size_t>((s->length + 1) * s->width));
  if (!object)
    return Value::error();
  object->length = s->length;
  object->width = s->width;
  object->ascii = s->ascii;
  std::memcpy(object->data, s->data, static_cast<size_t>((s->length + 1) * s->width));
  return object;
}

int64_t strVariableCount(const Object *object) {
  auto *s = static_cast<const Str *>(object);
  return (s->length + 1) * s->width;
}

void traceStrIterator(Object *object, Tracer &tracer) { tracer.visit(static_cast<StrIterator *>(object)->text); }

constexpr MethodDef kIteratorMethods[] = {
    {"__length_hint__", "($self, /)", strIteratorHint, "Private method returning an estimate of len(list(it))."},
    {"__reduce__", "($self, /)", strIteratorReduce, "Return state information for pickling."},
    {"__setstate__", "($self, state, /)", strIteratorSetState, "Set state information for unpickling."},
};

} // namespace

Type str_iterator_type;

extern const TypeDef str_def;
const TypeDef str_def = {
    .name = "str",
    .doc = "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from the "
           "given object. If encoding or\nerrors is specified, then the object must expose a data buffer\nthat will be "
           "decoded using the given encoding and error handler.\nOtherwise, returns the result of object.__str__() (if "
           "defined)\nor repr(object).\nencoding defaults to sys.getdefaultencoding().\nerrors defaults to 'strict'.",
    .signature = "($type, object=?, encoding=?, errors=?)",
    .size = sizeof(Str),
    .flags = kBaseType | kStrFamily | kLayoutVariable,
    .construct = strConstruct,
    .slots = {.repr = strRepr,
              .str = strStr,
              .hash = strHashSlot,
              .compare = strCompare,
              .iter = strIter,
              .length = strLength,
              .get_item = strGetItem,
              .contains = strContains,
              .add = strAdd,
              .multiply = strMultiply,
              .modulo = strModulo},
    .methods = kStrMethods,
    .item_size = 1,
    .variable_count = strVariableCount,
    .has_weakrefs = false,
};

extern const TypeDef str_iterator_def;
const TypeDef str_iterator_def = {
    .name = "str_ascii_iterator",
    .size = sizeof(StrIterator),
    .trace = traceStrIterator,
    .slots = {.iter = selfIterator, .next = strIteratorNext},
    .methods = kIteratorMethods,
    .has_weakrefs = false,
};

} // namespace pystm
