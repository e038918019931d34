// The type bytearray: what changes it. The methods that only read are shared with bytes.
#include "objects/bytearray.h"

#include "objects/bytes_methods.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/percent_format.h"
#include "objects/slice.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/heap.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <algorithm>

namespace pystm {

Type bytearray_type;

ByteArray *makeByteArray(Thread &thread, std::string_view bytes) {
  auto *array = allocate<ByteArray>(thread, &bytearray_type);
  if (!resizeByteArray(thread, array, static_cast<int64_t>(bytes.size())))
    return nullptr;
  if (!bytes.empty())
    std::memcpy(array->data, bytes.data(), bytes.size());
  return array;
}

bool resizeByteArray(Thread &thread, ByteArray *array, int64_t size) {
  if (size == array->size)
    return true;
  if (array->exports > 0) {
    raise(thread, &BufferError_type, "Existing exports of data: object cannot be re-sized");
    return false;
  }
  if (size > array->capacity) {
    int64_t capacity = std::max(size + 1, array->capacity + array->capacity / 2);
    auto *data = allocateArray<uint8_t>(thread, static_cast<size_t>(capacity));
    if (!data)
      return false;
    if (array->size > 0)
      std::memcpy(data, array->data, static_cast<size_t>(array->size));
    array->data = data;
    array->capacity = capacity;
  } else if (size > array->size) {
    std::memset(array->data + array->size, 0, static_cast<size_t>(size - array->size));
  }
  array->size = size;
  return true;
}

namespace {

ByteArray *selfOf(LocalValue *args) { return args[0].as<ByteArray>(); }

bool replaceRange(Thread &thread, ByteArray *array, int64_t from, int64_t to, std::string_view bytes) {
  auto count = static_cast<int64_t>(bytes.size());
  int64_t tail = array->size - to;
  int64_t size = from + count + tail;
  if (size < array->size) {
    if (array->exports > 0)
      return resizeByteArray(thread, array, size);
    std::memmove(array->data + from + count, array->data + to, static_cast<size_t>(tail));
    if (!resizeByteArray(thread, array, size))
      return false;
  } else if (size > array->size) {
    if (!resizeByteArray(thread, array, size))
      return false;
    std::memmove(array->data + from + count, array->data + to, static_cast<size_t>(tail));
  }
  if (count > 0)
    std::memcpy(array->data + from, bytes.data(), bytes.size());
  return true;
}

bool bytearrayInit(Thread &thread, Value self, const Arguments &arguments) {
  static const char *kNames[] = {"source", "encoding", "errors"};
  Value given[3];
  if (arguments.positional > 3) {
    raiseTypeError(thread, "bytearray() takes at most 3 arguments (%lld given)",
                   static_cast<long long>(arguments.positional + arguments.keywords()));
    return false;
  }
  for (int64_t i = 0; i < arguments.positional; ++i)
    given[i] = arguments[i];
  for (int64_t i = 0; i < arguments.keywords(); ++i) {
    auto *name = arguments.names->items[i].as<Str>();
    auto *found = std::find_if(std::begin(kNames), std::end(kNames), [&](const char *n) { return name->is(n); });
    if (found == std::end(kNames)) {
      raiseTypeError(thread, "'%U' is an invalid keyword argument for bytearray()", name);
      return false;
    }
    given[found - std::begin(kNames)] = arguments[arguments.positional + i];
  }
  std::string out;
  if (!bytesFromObject(thread, given[0], given[1], given[2], "bytearray", out))
    return false;
  auto *array = self.as<ByteArray>();
  return replaceRange(thread, array, 0, array->size, out);
}

Value bytearrayCreate(Thread &thread, Type *type, const Arguments &) { return allocate<ByteArray>(thread, type); }

Value bytearrayRepr(Thread &thread, Value self) {
  std::string name(typeNameOf(self));
  return makeStr(thread, name + "(" + reprOfBytes(bytesViewOf(self.object())) + ")");
}

Value bytearrayStr(Thread &thread, Value self) {
  if (runtime.options.bytes_warning && !warn(thread, &BytesWarning_type, "str() on a bytearray instance"))
    return Value::error();
  return bytearrayRepr(thread, self);
}

int64_t bytearrayLength(Thread &, Value self) { return self.as<ByteArray>()->size; }

bool resolveIndex(Thread &thread, ByteArray *array, Value key, int64_t &i) {
  if (!key.isSmallInt() && !typeOf(key)->slots.index) {
    raiseTypeError(thread, "bytearray indices must be integers or slices, not %T", key.bits);
    return false;
  }
  if (!indexOf(thread, key, i, &IndexError_type))
    return false;
  if (i < 0)
    i += array->size;
  if (i >= 0 && i < array->size)
    return true;
  raiseIndexError(thread, "bytearray index out of range");
  return false;
}

Value bytearrayGetItem(Thread &thread, Value self, Value key) {
  auto *array = self.as<ByteArray>();
  if (isSlice(key)) {
    SliceRange range{};
    if (!resolveSlice(thread, key.as<Slice>(), array->size, range))
      return Value::error();
    std::string out;
    for (int64_t i = 0; i < range.count; ++i)
      out.push_back(static_cast<char>(array->data[range.start + i * range.step]));
    return makeByteArray(thread, out);
  }
  int64_t i = 0;
  return resolveIndex(thread, array, key, i) ? Value::smallInt(array->data[i]) : Value::error();
}

bool setSlice(Thread &thread, ByteArray *array, Value key, Value item) {
  std::string bytes;
  if (!item.isUnbound()) {
    if (isInt(item) || isStr(item)) {
      raiseTypeError(thread, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
      return false;
    }
    if (!bytesFromObject(thread, item, Value::unbound(), Value::unbound(), "bytearray", bytes))
      return false;
  }
  SliceRange range{};
  if (!resolveSlice(thread, key.as<Slice>(), array->size, range))
    return false;
  if (range.step == 1)
    return replaceRange(thread, array, range.start, range.start + range.count, bytes);
  if (bytes.empty()) {
    std::string out;
    for (int64_t i = 0; i < array->size; ++i) {
      int64_t offset = i - range.start;
      bool removed = range.count > 0 && offset % range.step == 0 && offset / range.step >= 0 && offset / range.step < range.count;
      if (!removed)
        out.push_back(static_cast<char>(array->data[i]));
    }
    return replaceRange(thread, array, 0, array->size, out);
  }
  if (static_cast<int64_t>(bytes.size()) != range.count) {
    raiseValueError(thread, "attempt to assign bytes of size %lld to extended slice of size %lld",
                    static_cast<long long>(bytes.size()), static_cast<long long>(range.count));
    return false;
  }
  for (int64_t i = 0; i < range.count; ++i)
    array->data[range.start + i * range.step] = static_cast<uint8_t>(bytes[static_cast<size_t>(i)]);
  return true;
}

bool bytearraySetItem(Thread &thread, Value self, Value key, Value item) {
  auto *array = self.as<ByteArray>();
  if (isSlice(key))
    return setSlice(thread, array, key, item);
  int64_t i = 0;
  if (!resolveIndex(thread, array, key, i))
    return false;
  if (item.isUnbound())
    return replaceRange(thread, array, i, i + 1, "");
  uint8_t byte = 0;
  if (!byteOf(thread, item, byte, "byte must be in range(0, 256)"))
    return false;
  if (i >= array->size) { // the item's __index__ has made it shorter
    raiseIndexError(thread, "bytearray index out of range");
    return false;
  }
  array->data[i] = byte;
  return true;
}

bool bytearrayBuffer(Thread &, Value self, Buffer &buffer) {
  auto *array = self.as<ByteArray>();
  buffer.data = array->data;
  buffer.size = array->size;
  buffer.readonly = false;
  ++array->exports;
  return true;
}

bool extend(Thread &thread, ByteArray *array, Value source) {
  std::string bytes;
  if (isInt(source) || isStr(source)) {
    raiseTypeError(thread, isStr(source) ? "expected iterable of integers; got: 'str'" : "can't extend bytearray with int");
    return false;
  }
  if (!bytesFromObject(thread, source, Value::unbound(), Value::unbound(), "bytearray", bytes))
    return false;
  return replaceRange(thread, array, array->size, array->size, bytes);
}

Value bytearrayInplaceAdd(Thread &thread, Value left, Value right) {
  if (!hasBuffer(right))
    return notImplemented();
  if (left == right)
    return raise(thread, &BufferError_type, "Existing exports of data: object cannot be re-sized");
  return extend(thread, left.as<ByteArray>(), right) ? left : Value::error();
}

Value bytearrayInplaceMultiply(Thread &thread, Value left, Value right) {
  Value product = bytesMultiply(thread, left, right);
  if (product.isError() || product == notImplemented())
    return product;
  auto *array = left.as<ByteArray>();
  return replaceRange(thread, array, 0, array->size, bytesViewOf(product.object())) ? left : Value::error();
}

Value bytearrayModulo(Thread &thread, Value left, Value right) {
  if (!isInstance(left, &bytearray_type))
    return notImplemented();
  Value text = percentFormatBytes(thread, makeLatin1(thread, bytesViewOf(left.object())), right);
  return text.isError() ? text : Value(makeByteArray(thread, text.as<Str>()->view()));
}

Value bytearrayAppend(Thread &thread, LocalValue *args) {
  uint8_t byte = 0;
  if (!byteOf(thread, args[1], byte, "byte must be in range(0, 256)"))
    return Value::error();
  auto *array = selfOf(args);
  if (!resizeByteArray(thread, array, array->size + 1))
    return Value::error();
  array->data[array->size - 1] = byte;
  return none();
}

Value bytearrayExtend(Thread &thread, LocalValue *args) { return extend(thread, selfOf(args), args[1]) ? none() : Value::error(); }

Value bytearrayInsert(Thread &thread, LocalValue *args) {
  int64_t i = 0;
  uint8_t byte = 0;
  if (!indexOf(thread, args[1], i, &OverflowError_type) || !byteOf(thread, args[2], byte, "byte must be in range(0, 256)"))
    return Value::error();
  auto *array = selfOf(args);
  if (i < 0)
    i = std::max<int64_t>(i + array->size, 0);
  i = std::min(i, array->size);
  char c = static_cast<char>(byte);
  return replaceRange(thread, array, i, i, {&c, 1}) ? none() : Value::error();
}

Value bytearrayPop(Thread &thread, LocalValue *args) {
  auto *array = selfOf(args);
  int64_t i = 0;
  if (!indexOf(thread, args[1], i, &IndexError_type))
    return Value::error();
  if (array->size == 0)
    return raiseIndexError(thread, "pop from empty bytearray");
  if (i < 0)
    i += array->size;
  if (i < 0 || i >= array->size)
    return raiseIndexError(thread, "pop index out of range");
  uint8_t byte = array->data[i];
  return replaceRange(thread, array, i, i + 1, "") ? Value::smallInt(byte) : Value::error();
}

Value bytearrayRemove(Thread &thread, LocalValue *args) {
  uint8_t byte = 0;
  if (!byteOf(thread, args[1], byte, "byte must be in range(0, 256)"))
    return Value::error();
  auto *array = selfOf(args);
  for (int64_t i = 0; i < array->size; ++i) {
    if (array->data[i] == byte)
      return replaceRange(thread, array, i, i + 1, "") ? none() : Value::error();
  }
  return raiseValueError(thread, "value not found in bytearray");
}

Value bytearrayClear(Thread &thread, LocalValue *args) {
  auto *array = selfOf(args);
  return replaceRange(thread, array, 0, array->size, "") ? none() : Value::error();
}

Value bytearrayCopy(Thread &thread, LocalValue *args) { return makeByteArray(thread, bytesViewOf(args[0].object())); }

Value bytearrayReverse(Thread &, LocalValue *args) {
  auto *array = selfOf(args);
  std::reverse(array->data, array->data + array->size);
  return none();
}

Value bytearrayReduce(Thread &thread, LocalValue *args) {
  int64_t protocol = 2;
  if (!args[1].isUnbound() && !toInt64(thread, args[1], protocol))
    return Value::error();
  Value state = callMethod(thread, args[0], names.getstate);
  if (state.isError())
    return state;
  std::string_view bytes = bytesViewOf(args[0].object());
  Value arguments = bytes.empty()   ? Value(emptyTuple())
                    : protocol >= 3 ? makeTuple(thread, {makeBytes(thread, bytes)})
                                    : makeTuple(thread, {makeLatin1(thread, bytes), intern(thread, "latin-1")});
  return makeTuple(thread, {typeOf(args[0]), arguments, state});
}
Value bytearrayReduceOld(Thread &thread, LocalValue *args) {
  LocalValues given{args[0], Value()};
  return bytearrayReduce(thread, given);
}

Value bytearraySizeOf(Thread &thread, LocalValue *args) { return makeInt(thread, 56 + selfOf(args)->capacity); }

void traceByteArray(Object *object, Tracer &tracer) { tracer.visitArray(static_cast<ByteArray *>(object)->data); }

constexpr MethodDef kMethods[] = {
    PYSTM_BYTES_METHODS
    {"append", "($self, item, /)", bytearrayAppend, "Append a single item to the end of the bytearray."},
    {"clear", "($self, /)", bytearrayClear, "Remove all items from the bytearray."},
    {"copy", "($self, /)", bytearrayCopy, "Return a copy of B."},
    {"extend", "($self, iterable_of_ints, /)", bytearrayExtend, "Append all the items from the iterator or sequence to the end of the bytearray."},
    {"insert", "($self, index, item, /)", bytearrayInsert, "Insert a single item into the bytearray before the given index."},
    {"pop", "($self, index=-1, /)", bytearrayPop, "Remove and return a single item from B."},
    {"remove", "($self, value, /)", bytearrayRemove, "Remove the first occurrence of a value in the bytearray."},
    {"reverse", "($self, /)", bytearrayReverse, "Reverse the order of the values in B in place."},
    {"__reduce__", "($self, /)", bytearrayReduceOld, "Return state information for pickling."},
    {"__reduce_ex__", "($self, proto=0, /)", bytearrayReduce, "Return state information for pickling."},
    {"__sizeof__", "($self, /)", bytearraySizeOf, "Returns the size of the bytearray object in memory, in bytes."},
};

} // namespace

const SizeHolder bytearray_holder = {&bytearray_type, [](Value self) { --self.as<ByteArray>()->exports; }};
SizeHolder array_holder;

extern const TypeDef bytearray_def;
const TypeDef bytearray_def = {
    .name = "bytearray",
    .doc = "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> "
           "bytearray\nbytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size "
           "given by the parameter initialized with null bytes\nbytearray() -> empty bytes array",
    .signature = "($type, source=?, encoding=?, errors=?)",
    .size = sizeof(ByteArray),
    .flags = kBaseType,
    .trace = traceByteArray,
    .slots = {.repr = bytearrayRepr,
              .str = bytearrayStr,
              .hash = hashNotImplemented,
              .compare = bytesCompare,
              .iter = bytesIter,
              .length = bytearrayLength,
              .get_item = bytearrayGetItem,
              .set_item = bytearraySetItem,
              .contains = bytesContains,
              .create = bytearrayCreate,
              .init = bytearrayInit,
              .add = bytesAdd,
              .multiply = bytesMultiply,
              .modulo = bytearrayModulo,
              .inplace_add = bytearrayInplaceAdd,
              .inplace_multiply = bytearrayInplaceMultiply,
              .buffer = bytearrayBuffer},
    .methods = kMethods,
    .has_weakrefs = false,
};

} // namespace pystm
