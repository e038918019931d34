// The module array: numbers of one type, packed. Storage and pickles are in array_storage.cpp.
#include "modules/array.h"

#include "objects/bytearray.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/slice.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type.h"
#include "vm/native.h"

#include <algorithm>

namespace pystm {
namespace {

// Where it goes on, and null when it has come to an end.
struct ArrayIterator : Object {
  Array *array;
  int64_t position;
};

Type *iterator_type = nullptr;

Array *selfOf(LocalValue *args) { return args[0].as<Array>(); }
bool isArray(Value v) { return isInstance(v, array_type); }

bool append(Thread &thread, Array *array, Value value) {
  uint8_t item[8];
  if (!storeItem(thread, array, value, item) || !resizeArray(thread, array, array->size + 1))
    return false;
  std::memcpy(itemAt(array, array->size - 1), item, static_cast<size_t>(array->item_size));
  return true;
}

bool extendWith(Thread &thread, Array *array, Value source, bool converts = false) {
  if (isArray(source) && !(converts && source.as<Array>()->code != array->code)) {
    auto *other = source.as<Array>();
    if (other->code != array->code) {
      raiseTypeError(thread, "can only extend with array of same kind");
      return false;
    }
    return addArrayBytes(thread, array, std::string(reinterpret_cast<char *>(other->data), static_cast<size_t>(other->size * other->item_size)));
  }
  return forEach(thread, source, [&](Value item) { return append(thread, array, item); });
}

Value construct(Thread &thread, LocalValue *args) {
  if (!isStr(args[1]) || args[1].as<Str>()->length != 1)
    return raiseTypeError(thread, "array() argument 1 must be a unicode character, not %T", args[1].bits);
  char32_t code = (*args[1].as<Str>())[0];
  if (code > 127 || kArrayCodes.find(static_cast<char>(code)) == std::string_view::npos)
    return raiseValueError(thread, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  Array *array = makeArray(thread, args[0].as<Type>(), static_cast<char>(code));
  if (args[2].isUnbound())
    return array;
  if (isStr(args[2]) && code != 'u')
    return raiseTypeError(thread, "cannot use a str to initialize an array with typecode '%c'", static_cast<char>(code));
  if (isBytes(args[2]) || isInstance(args[2], &bytearray_type)) {
    Buffer buffer;
    if (!getBuffer(thread, args[2], buffer))
      return Value::error();
    bool whole = buffer.size % array->item_size == 0;
    bool ok = whole && addArrayBytes(thread, array, bufferView(buffer));
    releaseBuffer(buffer);
    return ok ? Value(array) : whole ? Value::error() : raiseValueError(thread, "bytes length not a multiple of item size");
  }
  if (code != 'u' && isArray(args[2]) && args[2].as<Array>()->code == 'u')
    return raiseTypeError(thread, "cannot use a unicode array to initialize an array with typecode '%c'", static_cast<char>(code));
  return extendWith(thread, array, args[2], /*converts=*/true) ? Value(array) : Value::error();
}

int64_t length(Thread &, Value self) { return self.as<Array>()->size; }

bool indexIn(Thread &thread, Array *array, Value key, int64_t &i, const char *message) {
  if (!key.isSmallInt() && !typeOf(key)->slots.index) {
    raiseTypeError(thread, "array indices must be integers");
    return false;
  }
  if (!indexOf(thread, key, i, &IndexError_type))
    return false;
  if (i < 0)
    i += array->size;
  if (i < 0 || i >= array->size)
    raiseIndexError(thread, "%s", message);
  return i >= 0 && i < array->size;
}

Value getItem(Thread &thread, Value self, Value key) {
  auto *array = self.as<Array>();
  int64_t i = 0;
  if (!isSlice(key))
    return indexIn(thread, array, key, i, "array index out of range") ? loadItem(thread, array, i) : Value::error();
  SliceRange range{};
  if (!resolveSlice(thread, key.as<Slice>(), array->size, range))
    return Value::error();
  Array *result = makeArray(thread, array_type, array->code);
  if (!resizeArray(thread, result, range.count))
    return Value::error();
  for (; i < range.count; ++i)
    std::memcpy(itemAt(result, i), itemAt(array, range.start + i * range.step), static_cast<size_t>(array->item_size));
  return result;
}

bool replaceRange(Thread &thread, Array *array, int64_t from, int64_t to, const std::string &bytes) {
  std::string tail(reinterpret_cast<char *>(itemAt(array, to)), static_cast<size_t>((array->size - to) * array->item_size));
  int64_t size = from + (array->size - to) + static_cast<int64_t>(bytes.size()) / array->item_size;
  if (!resizeArray(thread, array, size))
    return false;
  if (!bytes.empty())
    std::memcpy(itemAt(array, from), bytes.data(), bytes.size());
  if (!tail.empty())
    std::memcpy(itemAt(array, from) + bytes.size(), tail.data(), tail.size());
  return true;
}

bool setItem(Thread &thread, Value self, Value key, Value item) {
  auto *array = self.as<Array>();
  int64_t i = 0;
  if (!isSlice(key)) {
    if (!indexIn(thread, array, key, i, "array assignment index out of range"))
      return false;
    return item.isUnbound() ? replaceRange(thread, array, i, i + 1, "") : storeItem(thread, array, item, itemAt(array, i));
  }
  std::string bytes;
  if (!item.isUnbound()) {
    if (!isArray(item)) {
      raiseTypeError(thread, "can only assign array (not \"%T\") to array slice", item.bits);
      return false;
    }
    auto *other = item.as<Array>();
    if (other->code != array->code) {
      raiseTypeError(thread, "bad argument type for built-in operation");
      return false;
    }
    bytes.assign(reinterpret_cast<char *>(other->data), static_cast<size_t>(other->size * other->item_size));
  }
  SliceRange range{};
  if (!resolveSlice(thread, key.as<Slice>(), array->size, range))
    return false;
  if (range.step == 1)
    return replaceRange(thread, array, range.start, range.start + range.count, bytes);
  if (item.isUnbound()) {
    int64_t first = range.step > 0 ? range.start : range.start + (range.count - 1) * range.step;
    int64_t step = std::abs(range.step);
    for (int64_t k = range.count - 1; k >= 0; --k) {
      if (!replaceRange(thread, array, first + k * step, first + k * step + 1, ""))
        return false;
    }
    return true;
  }
  if (static_cast<int64_t>(bytes.size()) != range.count * array->item_size) {
    raiseValueError(thread, "attempt to assign array of size %lld to extended slice of size %lld",
                    static_cast<long long>(static_cast<int64_t>(bytes.size()) / array->item_size), static_cast<long long>(range.count));
    return false;
  }
  for (; i < range.count; ++i)
    std::memcpy(itemAt(array, range.start + i * range.step), bytes.data() + i * array->item_size, static_cast<size_t>(array->item_size));
  return true;
}

bool buffer(Thread &, Value self, Buffer &result) {
  auto *array = self.as<Array>();
  result.data = array->data;
  result.size = array->size * array->item_size;
  result.readonly = false;
  result.item_size = array->item_size;
  static const char kTexts[] = "b\0B\0w\0h\0H\0i\0I\0l\0L\0q\0Q\0f\0d\0";
  result.format = kTexts + kArrayCodes.find(array->code) * 2;
  ++array->exports;
  return true;
}
void release(Value self) { --self.as<Array>()->exports; }

Value add(Thread &thread, Value left, Value right) {
  if (!isArray(left))
    return notImplemented();
  if (!isArray(right))
    return raiseTypeError(thread, "can only append array (not \"%T\") to array", right.bits);
  Array *result = makeArray(thread, array_type, left.as<Array>()->code);
  return extendWith(thread, result, left) && extendWith(thread, result, right) ? Value(result) : Value::error();
}
Value inplaceAdd(Thread &thread, Value left, Value right) {
  if (!isArray(right))
    return raiseTypeError(thread, "can only extend with array (not \"%T\")", right.bits);
  return extendWith(thread, left.as<Array>(), right) ? left : Value::error();
}
// `source`'s items so many times in `into`, which may be `source`.
bool repeat(Thread &thread, Array *source, int64_t times, Array *into) {
  int64_t once = source->size * source->item_size;
  if (times <= 0 || once == 0)
    return resizeArray(thread, into, 0);
  if (times > (int64_t{1} << 46) / once) {
    raiseMemoryError(thread);
    return false;
  }
  if (!resizeArray(thread, into, source->size * times))
    return false;
  for (int64_t n = into == source ? 1 : 0; n < times; ++n)
    std::memcpy(into->data + n * once, source->data, static_cast<size_t>(once));
  return true;
}
Value multiply(Thread &thread, Value left, Value right) {
  Value self = isArray(left) ? left : right;
  Value times = isArray(left) ? right : left;
  int64_t n = 0;
  if (!typeOf(times)->slots.index)
    return notImplemented();
  if (!indexOf(thread, times, n, &OverflowError_type))
    return Value::error();
  Array *result = makeArray(thread, array_type, self.as<Array>()->code);
  return repeat(thread, self.as<Array>(), n, result) ? Value(result) : Value::error();
}
Value multiplyInPlace(Thread &thread, Value left, Value right) {
  int64_t n = 0;
  if (!typeOf(right)->slots.index)
    return notImplemented();
  if (!indexOf(thread, right, n, &OverflowError_type))
    return Value::error();
  return repeat(thread, left.as<Array>(), n, left.as<Array>()) ? left : Value::error();
}

Value compareArrays(Thread &thread, Value self, Value other, CompareOp op) {
  if (!isArray(self) || !isArray(other))
    return notImplemented();
  auto *a = self.as<Array>(), *b = other.as<Array>();
  bool equality = op == CompareOp::kEqual || op == CompareOp::kNotEqual;
  if (equality && a->size != b->size)
    return makeBool(op == CompareOp::kNotEqual);
  // Item by item: they are no objects, so one that does not equal itself makes a difference.
  for (int64_t i = 0; i < a->size && i < b->size; ++i) {
    Value x = loadItem(thread, a, i), y = loadItem(thread, b, i);
    int same = x.isDouble() && y.isDouble() ? x.asDouble() == y.asDouble() : equals(thread, x, y);
    if (same < 0)
      return Value::error();
    if (!same)
      return equality ? makeBool(op == CompareOp::kNotEqual) : compare(thread, x, y, op);
  }
  return compare(thread, makeInt(thread, a->size), makeInt(thread, b->size), op);
}

Value reprArray(Thread &thread, Value self) {
  auto *array = self.as<Array>();
  std::string text = std::string(typeNameOf(self)) + "('" + array->code + "'";
  if (array->size > 0) {
    LocalValues args{self};
    Value items = array->code == 'u' ? callMethod(thread, self, "tounicode") : arrayToList(thread, args);
    Value shown = items.isError() ? items : reprOf(thread, items);
    if (shown.isError())
      return shown;
    text += ", " + toUtf8(shown.as<Str>());
  }
  return makeStr(thread, text + ")");
}

Value iterate(Thread &thread, Value self) {
  auto *iterator = allocate<ArrayIterator>(thread, iterator_type);
  iterator->array = self.as<Array>();
  return iterator;
}
Value iteratorNext(Thread &thread, Value self) {
  auto *iterator = self.as<ArrayIterator>();
  if (iterator->array && iterator->position < iterator->array->size)
    return loadItem(thread, iterator->array, iterator->position++);
  iterator->array = nullptr;
  return Value::unbound();
}
Value iteratorReduce(Thread &thread, LocalValue *args) {
  auto *iterator = args[0].as<ArrayIterator>();
  Value function = importAttribute(thread, "builtins", "iter");
  if (!iterator->array)
    return makeTuple(thread, {function, Value(makeTuple(thread, {Value(emptyTuple())}))});
  return makeTuple(thread, {function, Value(makeTuple(thread, {Value(iterator->array)})), makeInt(thread, iterator->position)});
}
Value iteratorSetState(Thread &thread, LocalValue *args) {
  auto *iterator = args[0].as<ArrayIterator>();
  int64_t position = 0;
  if (!toInt64(thread, args[1], position))
    return Value::error();
  if (iterator->array)
    iterator->position = std::clamp<int64_t>(position, 0, iterator->array->size);
  return none();
}
void traceArrayIterator(Object *object, Tracer &tracer) { tracer.visit(static_cast<ArrayIterator *>(object)->array); }
constexpr MethodDef kIteratorMethods[] = {
    {"__reduce__", "($self, /)", iteratorReduce, "Return state information for pickling."},
    {"__setstate__", "($self, state, /)", iteratorSetState, "Set state information for unpickling."},
};
const TypeDef kIterator = {.name = "array.arrayiterator", .size = sizeof(ArrayIterator), .trace = traceArrayIterator,
                           .slots = {.iter = selfIterator, .next = iteratorNext}, .methods = kIteratorMethods};

Value appendMethod(Thread &thread, LocalValue *args) { return append(thread, selfOf(args), args[1]) ? none() : Value::error(); }
Value extendMethod(Thread &thread, LocalValue *args) { return extendWith(thread, selfOf(args), args[1]) ? none() : Value::error(); }

int64_t find(Thread &thread, Array *array, Value value, int64_t from, int64_t to) {
  for (int64_t i = from; i < to && i < array->size; ++i) {
    int same = equals(thread, loadItem(thread, array, i), value);
    if (same != 0)
      return same < 0 ? -2 : i;
  }
  return -1;
}
int contains(Thread &thread, Value self, Value item) {
  int64_t found = find(thread, self.as<Array>(), item, 0, self.as<Array>()->size);
  return found == -2 ? -1 : found >= 0;
}
Value indexMethod(Thread &thread, LocalValue *args) {
  int64_t from = 0, to = selfOf(args)->size;
  if ((!args[2].isUnbound() && !indexOf(thread, args[2], from)) || (!args[3].isUnbound() && !indexOf(thread, args[3], to)))
    return Value::error();
  int64_t size = selfOf(args)->size;
  from = from < 0 ? std::max<int64_t>(from + size, 0) : from;
  to = to < 0 ? to + size : to;
  int64_t found = find(thread, selfOf(args), args[1], from, to);
  if (found == -2)
    return Value::error();
  return found < 0 ? raiseValueError(thread, "array.index(x): x not in array") : makeInt(thread, found);
}
Value countMethod(Thread &thread, LocalValue *args) {
  int64_t count = 0;
  for (int64_t i = 0; i < selfOf(args)->size; ++i)
    count += equals(thread, loadItem(thread, selfOf(args), i), args[1]) > 0;
  return thread.hasException() ? Value::error() : makeInt(thread, count);
}
Value removeMethod(Thread &thread, LocalValue *args) {
  int64_t found = find(thread, selfOf(args), args[1], 0, selfOf(args)->size);
  if (found == -2)
    return Value::error();
  if (found < 0)
    return raiseValueError(thread, "array.remove(x): x not in array");
  return replaceRange(thread, selfOf(args), found, found + 1, "") ? none() : Value::error();
}
Value popMethod(Thread &thread, LocalValue *args) {
  auto *array = selfOf(args);
  int64_t i = 0;
  if (array->size == 0)
    return raiseIndexError(thread, "pop from empty array");
  if (!indexIn(thread, array, args[1], i, "pop index out of range"))
    return Value::error();
  Value item = loadItem(thread, array, i);
  return replaceRange(thread, array, i, i + 1, "") ? item : Value::error();
}
Value insertMethod(Thread &thread, LocalValue *args) {
  auto *array = selfOf(args);
  int64_t i = 0;
  uint8_t item[8];
  if (!indexOf(thread, args[1], i, &OverflowError_type) || !storeItem(thread, array, args[2], item))
    return Value::error();
  i = std::clamp<int64_t>(i < 0 ? i + array->size : i, 0, array->size);
  return replaceRange(thread, array, i, i, std::string(reinterpret_cast<char *>(item), static_cast<size_t>(array->item_size))) ? none() : Value::error();
}
Value reverseMethod(Thread &, LocalValue *args) {
  auto *array = selfOf(args);
  for (int64_t i = 0, k = array->size - 1; i < k; ++i, --k)
    std::swap_ranges(itemAt(array, i), itemAt(array, i + 1), itemAt(array, k));
  return none();
}
Value byteSwap(Thread &, LocalValue *args) {
  auto *array = selfOf(args);
  for (int64_t i = 0; i < array->size; ++i)
    std::reverse(itemAt(array, i), itemAt(array, i + 1));
  return none();
}
Value toBytes(Thread &thread, LocalValue *args) {
  auto *array = selfOf(args);
  return makeBytes(thread, {reinterpret_cast<char *>(array->data), static_cast<size_t>(array->size * array->item_size)});
}
Value fromBytes(Thread &thread, LocalValue *args) {
  Buffer source;
  if (!getBuffer(thread, args[1], source))
    return Value::error();
  std::string bytes(bufferView(source));
  releaseBuffer(source);
  if (static_cast<int64_t>(bytes.size()) % selfOf(args)->item_size != 0)
    return raiseValueError(thread, "bytes length not a multiple of item size");
  return addArrayBytes(thread, selfOf(args), bytes) ? none() : Value::error();
}
Value toFile(Thread &thread, LocalValue *args) {
  Value bytes = toBytes(thread, args);
  Value written = bytes.isError() ? bytes : callMethod(thread, args[1], names.write, {bytes});
  return written.isError() ? written : none();
}
Value fromFile(Thread &thread, LocalValue *args) {
  int64_t count = 0;
  if (!toInt64(thread, args[2], count))
    return Value::error();
  int64_t wanted = count * selfOf(args)->item_size;
  Value bytes = callMethod(thread, args[1], names.read, {makeInt(thread, wanted)});
  if (bytes.isError())
    return bytes;
  if (!isBytes(bytes))
    return raiseTypeError(thread, "read() didn't return bytes");
  LocalValues given{args[0], bytes};
  if (fromBytes(thread, given).isError())
    return Value::error();
  return bytes.as<Bytes>()->size < wanted ? raise(thread, &EOFError_type, "read() didn't return enough bytes") : none();
}
Value toUnicode(Thread &thread, LocalValue *args) {
  auto *array = selfOf(args);
  if (array->code != 'u')
    return raiseValueError(thread, "tounicode() may only be called on unicode type arrays");
  for (int64_t i = 0; i < array->size; ++i) {
    uint32_t c = 0;
    std::memcpy(&c, itemAt(array, i), 4);
    if (c > 0x10FFFF)
      return raiseValueError(thread, "character U+%x is not in range [U+0000; U+10ffff]", c);
  }
  return makeStr(thread, std::u32string_view(reinterpret_cast<char32_t *>(array->data), static_cast<size_t>(array->size)));
}
Value bufferInfo(Thread &thread, LocalValue *args) {
  return makeTuple(thread, {makeInt(thread, reinterpret_cast<int64_t>(selfOf(args)->data)), makeInt(thread, selfOf(args)->size)});
}
Value copyMethod(Thread &thread, LocalValue *args) {
  Array *copy = makeArray(thread, array_type, selfOf(args)->code);
  return extendWith(thread, copy, args[0]) ? Value(copy) : Value::error();
}
Value getCode(Thread &thread, Value self) { return makeAscii(thread, std::string_view(&self.as<Array>()->code, 1)); }
Value getItemSize(Thread &thread, Value self) { return makeInt(thread, self.as<Array>()->item_size); }
void trace(Object *object, Tracer &tracer) { tracer.visitArray(static_cast<Array *>(object)->data); }

constexpr MethodDef kMethods[] = {
    {"__class_getitem__", "($type, item, /)", classGetItem, "See PEP 585"},
    {"append", "($self, v, /)", appendMethod},     {"extend", "($self, bb, /)", extendMethod},
    {"fromlist", "($self, list, /)", extendMethod}, {"index", "($self, v, start=?, stop=?, /)", indexMethod},
    {"count", "($self, v, /)", countMethod},       {"remove", "($self, v, /)", removeMethod},
    {"pop", "($self, i=-1, /)", popMethod},        {"insert", "($self, i, v, /)", insertMethod},
    {"reverse", "($self, /)", reverseMethod},      {"byteswap", "($self, /)", byteSwap},
    {"tolist", "($self, /)", arrayToList},              {"tobytes", "($self, /)", toBytes},
    {"frombytes", "($self, buffer, /)", fromBytes}, {"tofile", "($self, f, /)", toFile},
    {"fromfile", "($self, f, n, /)", fromFile},    {"tounicode", "($self, /)", toUnicode},
    {"fromunicode", "($self, ustr, /)", extendMethod}, {"buffer_info", "($self, /)", bufferInfo},
    {"__copy__", "($self, /)", copyMethod},        {"__deepcopy__", "($self, memo, /)", copyMethod},
    {"__reduce_ex__", "($self, protocol, /)", reduceArray},
};
constexpr GetSetDef kAttributes[] = {{"typecode", getCode}, {"itemsize", getItemSize}};
const TypeDef kArray = {.name = "array.array",
                        .doc = "array(typecode [, initializer]) -> array",
                        .signature = "($type, typecode, initializer=?, /)",
                        .size = sizeof(Array),
                        .flags = kBaseType | kMatchesSequence | kSequenceOperators,
                        .trace = trace,
                        .construct = construct,
                        .slots = {.repr = reprArray,
                                  .hash = hashNotImplemented,
                                  .compare = compareArrays,
                                  .iter = iterate,
                                  .length = length,
                                  .get_item = getItem,
                                  .set_item = setItem,
                                  .contains = contains,
                                  .add = add,
                                  .multiply = multiply,
                                  .inplace_add = inplaceAdd,
                                  .inplace_multiply = multiplyInPlace,
                                  .buffer = buffer},
                        .methods = kMethods,
                        .attributes = kAttributes};

constexpr MethodDef kFunctions[] = {{"_array_reconstructor", "(arraytype, typecode, mformat_code, items, /)", reconstructArray}};

bool initialize(Thread &thread, Module *module) {
  if (!array_type) {
    array_type = makeType(thread, kArray);
    iterator_type = makeType(thread, kIterator);
    array_holder = {array_type, release};
    addRoot(&array_type);
    addRoot(&iterator_type);
    Value sequence = importAttribute(thread, "collections.abc", "MutableSequence");
    if (sequence.isError() || callMethod(thread, sequence, "register", {Value(array_type)}).isError())
      return false;
  }
  return addModuleType(thread, module, array_type) && setModuleAttribute(thread, module, "ArrayType", array_type) &&
         setModuleAttribute(thread, module, "typecodes", makeAscii(thread, kArrayCodes));
}

} // namespace

extern const ModuleDef array_module;
const ModuleDef array_module = {"array", "This module defines an object type which can efficiently represent an array of basic values.", kFunctions,
                                initialize};

} // namespace pystm
