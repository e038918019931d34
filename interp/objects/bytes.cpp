// The type bytes, buffers of bytes-like objects, and repr. Methods that bytearray has too are in
// bytes_methods.cpp.
#include "objects/bytes.h"

#include "objects/bytearray.h"
#include "objects/bytes_methods.h"
#include "objects/codecs.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/percent_format.h"
#include "objects/str_methods.h"
#include "objects/slice.h"
#include "objects/tuple.h"
#include "vm/heap.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <algorithm>

namespace pystm {

Type bytes_type, bytes_iterator_type, bytearray_iterator_type;

namespace {

Bytes *empty_bytes = nullptr;
Bytes *single_bytes[256];

} // namespace

Bytes *allocateBytesObject(Thread &thread, int64_t size) {
  if (size < 0 || size > (int64_t{1} << 46)) {
    raiseMemoryError(thread);
    return nullptr;
  }
  auto *bytes = allocate<Bytes>(thread, &bytes_type, static_cast<size_t>(size) + 1);
  if (bytes) {
    bytes->size = size;
    bytes->data[size] = 0;
  }
  return bytes;
}

Bytes *makeBytes(Thread &thread, std::string_view text) {
  if (text.empty())
    return emptyBytes();
  if (text.size() == 1) {
    Bytes *&known = single_bytes[static_cast<uint8_t>(text[0])];
    if (!known) {
      known = allocateBytesObject(thread, 1);
      known->data[0] = static_cast<uint8_t>(text[0]);
      addRoot(&known);
    }
    return known;
  }
  Bytes *bytes = allocateBytesObject(thread, static_cast<int64_t>(text.size()));
  if (bytes)
    std::memcpy(bytes->data, text.data(), text.size());
  return bytes;
}

Bytes *emptyBytes() {
  if (!empty_bytes) {
    empty_bytes = allocateBytesObject(currentThread(), 0);
    addRoot(&empty_bytes);
  }
  return empty_bytes;
}

bool hasBuffer(Value value) { return typeOf(value)->slots.buffer != nullptr; }

bool getBuffer(Thread &thread, Value value, Buffer &buffer) {
  BufferSlot slot = typeOf(value)->slots.buffer;
  if (!slot) {
    raiseTypeError(thread, "a bytes-like object is required, not '%T'", value.bits);
    return false;
  }
  buffer.owner = value;
  return slot(thread, value, buffer);
}

bool getWritableBuffer(Thread &thread, Value value, Buffer &buffer) {
  if (!hasBuffer(value)) {
    raiseTypeError(thread, "read-write bytes-like object expected, not %T", value.bits);
    return false;
  }
  if (!getBuffer(thread, value, buffer))
    return false;
  if (!buffer.readonly)
    return true;
  releaseBuffer(buffer);
  raiseTypeError(thread, "read-write bytes-like object expected, not %T", value.bits);
  return false;
}

void releaseBuffer(Buffer &buffer) {
  if (buffer.owner.isObject())
    for (const SizeHolder &holder : {bytearray_holder, array_holder})
      if (holder.type && isInstance(buffer.owner, holder.type))
        holder.release(buffer.owner);
  buffer.owner = Value::unbound();
}

std::string reprOfBytes(std::string_view bytes) {
  bool single = bytes.find('\'') != std::string_view::npos;
  bool both = bytes.find('"') != std::string_view::npos;
  char quote = single && !both ? '"' : '\'';
  std::string out = "b";
  out.push_back(quote);
  for (char c : bytes) {
    auto byte = static_cast<uint8_t>(c);
    if (c == quote || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (c == '\t' || c == '\n' || c == '\r') {
      out += c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r";
    } else if (byte < 32 || byte >= 127) {
      appendEscape(out, byte);
    } else {
      out.push_back(c);
    }
  }
  out.push_back(quote);
  return out;
}

bool byteOf(Thread &thread, Value value, uint8_t &byte, const char *message) {
  if (!value.isSmallInt() && !typeOf(value)->slots.index) {
    raiseTypeError(thread, "'%T' object cannot be interpreted as an integer", value.bits);
    return false;
  }
  int64_t n = 0;
  if (!indexOf(thread, value, n))
    return false;
  if (n < 0 || n > 255) {
    raiseValueError(thread, "%s", message);
    return false;
  }
  byte = static_cast<uint8_t>(n);
  return true;
}

bool bytesFromObject(Thread &thread, Value source, Value encoding, Value errors, const char *type, std::string &out) {
  const char *range = type[4] == 'a' ? "byte must be in range(0, 256)" : "bytes must be in range(0, 256)";
  for (bool first : {true, false}) {
    Value text = first ? encoding : errors;
    if (!text.isUnbound() && !isStr(text)) {
      raiseTypeError(thread, "%s() argument '%s' must be str, not %T", type, first ? "encoding" : "errors", text.bits);
      return false;
    }
  }
  if (source.isUnbound()) {
    if (!encoding.isUnbound() || !errors.isUnbound()) {
      raiseTypeError(thread, encoding.isUnbound() ? "errors without a string argument" : "encoding without a string argument");
      return false;
    }
    return true;
  }
  if (isStr(source)) {
    if (encoding.isUnbound()) {
      raiseTypeError(thread, errors.isUnbound() ? "string argument without an encoding" : "string argument without an encoding");
      return false;
    }
    std::string name = toUtf8(encoding.as<Str>());
    std::string handler = errors.isUnbound() ? "" : toUtf8(errors.as<Str>());
    Value encoded = encodeStr(thread, source.as<Str>(), name.c_str(), errors.isUnbound() ? nullptr : handler.c_str());
    if (encoded.isError())
      return false;
    out = encoded.as<Bytes>()->view();
    return true;
  }
  if (!encoding.isUnbound() || !errors.isUnbound()) {
    raiseTypeError(thread, encoding.isUnbound() ? "errors without a string argument" : "encoding without a string argument");
    return false;
  }
  if (source.isSmallInt() || (typeOf(source)->slots.index && !hasBuffer(source))) {
    int64_t size = 0;
    if (!indexOf(thread, source, size, &OverflowError_type))
      return false;
    if (size < 0) {
      raiseValueError(thread, "negative count");
      return false;
    }
    if (size > (int64_t{1} << 40)) {
      raiseMemoryError(thread);
      return false;
    }
    out.assign(static_cast<size_t>(size), '\0');
    return true;
  }
  if (hasBuffer(source)) {
    // A view with a stride has no buffer in one piece.
    if (isInstance(source, &memoryview_type)) {
      source = callMethod(thread, source, "tobytes");
      if (source.isError())
        return false;
    }
    Buffer buffer;
    if (!getBuffer(thread, source, buffer))
      return false;
    out = bufferView(buffer);
    releaseBuffer(buffer);
    return true;
  }
  if (!typeOf(source)->slots.iter && !typeOf(source)->slots.get_item) {
    raiseTypeError(thread, "cannot convert '%T' object to %s", source.bits, type);
    return false;
  }
  return forEach(thread, source, [&](Value item) {
    uint8_t byte = 0;
    if (!byteOf(thread, item, byte, range))
      return false;
    out.push_back(static_cast<char>(byte));
    return true;
  });
}

namespace {

struct BytesIterator : Object {
  Object *owner; // bytes, bytearray; null when exhausted
  int64_t position;
};

Value bytesConstruct(Thread &thread, LocalValue *args) {
  auto *type = args[0].as<Type>();
  Value source = args[1];
  std::string out;
  if (!source.isUnbound() && args[2].isUnbound() && args[3].isUnbound()) {
    if (isExactly(source, bytes_type) && type == &bytes_type)
      return source;
    Value method = lookupSpecial(thread, source, names.bytes);
    if (method.isError())
      return method;
    if (!method.isUnbound()) {
      Value made = call(thread, method);
      if (made.isError())
        return made;
      if (!isBytes(made))
        return raiseTypeError(thread, "__bytes__ returned non-bytes (type %T)", made.bits);
      if (type == &bytes_type)
        return made;
      source = made;
    }
  }
  if (!bytesFromObject(thread, source, args[2], args[3], "bytes", out))
    return Value::error();
  if (type == &bytes_type)
    return makeBytes(thread, out);
  auto *object = allocate<Bytes>(thread, type, out.size() + 1);
  if (!object)
    return Value::error();
  object->size = static_cast<int64_t>(out.size());
  std::memcpy(object->data, out.data(), out.size());
  return object;
}

Value bytesRepr(Thread &thread, Value self) { return makeAscii(thread, reprOfBytes(self.as<Bytes>()->view())); }
Value bytesStr(Thread &thread, Value self) {
  if (runtime.options.bytes_warning && !warn(thread, &BytesWarning_type, "str() on a bytes instance"))
    return Value::error();
  return bytesRepr(thread, self);
}

IntResult bytesHash(Thread &, Value self) {
  auto *bytes = self.as<Bytes>();
  if (bytes->hash == 0)
    bytes->hash = hashOfBytes(bytes->data, static_cast<size_t>(bytes->size));
  return hashed(bytes->hash);
}

int64_t bytesLength(Thread &, Value self) { return self.as<Bytes>()->size; }

Value bytesGetItem(Thread &thread, Value self, Value key) {
  auto *bytes = self.as<Bytes>();
  if (isSlice(key)) {
    SliceRange range{};
    if (!resolveSlice(thread, key.as<Slice>(), bytes->size, range))
      return Value::error();
    if (range.step == 1 && range.count == bytes->size && isExactly(self, bytes_type))
      return self;
    if (range.step == 1)
      return makeBytes(thread, bytes->view().substr(static_cast<size_t>(range.start), static_cast<size_t>(range.count)));
    Bytes *result = allocateBytesObject(thread, range.count);
    for (int64_t i = 0; result && i < range.count; ++i)
      result->data[i] = bytes->data[range.start + i * range.step];
    return result ? Value(result) : Value::error();
  }
  int64_t i = 0;
  if (!key.isSmallInt() && !typeOf(key)->slots.index)
    return raiseTypeError(thread, "byte indices must be integers or slices, not %T", key.bits);
  if (!indexOf(thread, key, i, &IndexError_type))
    return Value::error();
  if (i < 0)
    i += bytes->size;
  if (i < 0 || i >= bytes->size)
    return raiseIndexError(thread, "index out of range");
  return Value::smallInt(bytes->data[i]);
}

bool bytesGetBuffer(Thread &, Value self, Buffer &buffer) {
  auto *bytes = self.as<Bytes>();
  buffer.data = bytes->data;
  buffer.size = bytes->size;
  buffer.readonly = true;
  return true;
}

Value bytesModulo(Thread &thread, Value left, Value right) {
  if (!isBytes(left))
    return notImplemented();
  Value text = percentFormatBytes(thread, makeLatin1(thread, left.as<Bytes>()->view()), right);
  return text.isError() ? text : Value(makeBytes(thread, text.as<Str>()->view()));
}

Value bytesNewArgs(Thread &thread, LocalValue *args) { return makeTuple(thread, {makeBytes(thread, args[0].as<Bytes>()->view())}); }

Value bytesItself(Thread &thread, LocalValue *args) {
  return isExactly(args[0], bytes_type) ? args[0] : Value(makeBytes(thread, args[0].as<Bytes>()->view()));
}

Value bytesSizeOf(Thread &thread, LocalValue *args) { return makeInt(thread, 33 + args[0].as<Bytes>()->size); }

int64_t bytesVariableCount(const Object *object) { return static_cast<const Bytes *>(object)->size + 1; }

Value iteratorNext(Thread &, Value self) {
  auto *iterator = self.as<BytesIterator>();
  if (!iterator->owner)
    return Value::unbound();
  std::string_view bytes = bytesViewOf(iterator->owner);
  if (iterator->position >= static_cast<int64_t>(bytes.size())) {
    iterator->owner = nullptr;
    return Value::unbound();
  }
  return Value::smallInt(static_cast<uint8_t>(bytes[static_cast<size_t>(iterator->position++)]));
}

Value iteratorHint(Thread &thread, LocalValue *args) {
  auto *iterator = args[0].as<BytesIterator>();
  if (!iterator->owner)
    return Value::smallInt(0);
  int64_t left = static_cast<int64_t>(bytesViewOf(iterator->owner).size()) - iterator->position;
  return makeInt(thread, left < 0 ? 0 : left);
}

void traceIterator(Object *object, Tracer &tracer) { tracer.visit(static_cast<BytesIterator *>(object)->owner); }

Value iteratorReduce(Thread &thread, LocalValue *args) {
  auto *iterator = args[0].as<BytesIterator>();
  Value function = importAttributeOfBuiltins(thread, "iter");
  if (!iterator->owner)
    return makeTuple(thread, {function, Value(makeTuple(thread, {Value(emptyTuple())}))});
  return makeTuple(thread, {function, Value(makeTuple(thread, {Value(iterator->owner)})), makeInt(thread, iterator->position)});
}
Value iteratorSetState(Thread &thread, LocalValue *args) {
  auto *iterator = args[0].as<BytesIterator>();
  int64_t position = 0;
  if (!toInt64(thread, args[1], position))
    return Value::error();
  if (iterator->owner)
    iterator->position = std::clamp<int64_t>(position, 0, static_cast<int64_t>(bytesViewOf(iterator->owner).size()));
  return none();
}

constexpr MethodDef kIteratorMethods[] = {
    {"__reduce__", "($self, /)", iteratorReduce, "Return state information for pickling."},
    {"__setstate__", "($self, state, /)", iteratorSetState, "Set state information for unpickling."},
    {"__length_hint__", "($self, /)", iteratorHint, "Private method returning an estimate of len(list(it))."},
};

constexpr MethodDef kMethods[] = {
    PYSTM_BYTES_METHODS
    {"__bytes__", "($self, /)", bytesItself, "Convert this value to exact type bytes."},
    {"__getnewargs__", "($self, /)", bytesNewArgs, ""},
    {"__sizeof__", "($self, /)", bytesSizeOf, "Returns the size of the object in memory, in bytes."},
};

} // namespace

Value bytesIter(Thread &thread, Value self) {
  auto *iterator = allocate<BytesIterator>(thread, isBytes(self) ? &bytes_iterator_type : &bytearray_iterator_type);
  iterator->owner = self.object();
  return iterator;
}

extern const TypeDef bytes_def;
const TypeDef bytes_def = {
    .name = "bytes",
    .doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable "
           "copy of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\n"
           "bytes() -> empty bytes object\n\nConstruct an immutable array of bytes from:\n  - an iterable yielding integers in "
           "range(256)\n  - a text string encoded using the specified encoding\n  - any object implementing the buffer API.\n  "
           "- an integer",
    .signature = "($type, source=?, encoding=?, errors=?)",
    .size = sizeof(Bytes),
    .flags = kBaseType | kBytesFamily | kLayoutVariable,
    .construct = bytesConstruct,
    .slots = {.repr = bytesRepr,
              .str = bytesStr,
              .hash = bytesHash,
              .compare = bytesCompare,
              .iter = bytesIter,
              .length = bytesLength,
              .get_item = bytesGetItem,
              .contains = bytesContains,
              .add = bytesAdd,
              .multiply = bytesMultiply,
              .modulo = bytesModulo,
              .buffer = bytesGetBuffer},
    .methods = kMethods,
    .item_size = 1,
    .variable_count = bytesVariableCount,
    .has_weakrefs = false,
};

#define ITERATOR(definition, text)                                                                                 \
  extern const TypeDef definition = {.name = text, .size = sizeof(BytesIterator), .trace = traceIterator,          \
                                     .slots = {.iter = selfIterator, .next = iteratorNext},                        \
                                     .methods = kIteratorMethods, .has_weakrefs = false}
ITERATOR(bytes_iterator_def, "bytes_iterator");
ITERATOR(bytearray_iterator_def, "bytearray_iterator");

} // namespace pystm
