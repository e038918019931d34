// The module _struct: packing numbers into bytes by a format.
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/instance.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/pack.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "modules/native_init.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace pystm {
namespace {

Value struct_error;

Value fail(Thread &thread, std::string_view message) {
  return raise(thread, call(thread, struct_error, {makeStr(thread, message)}));
}

struct Item {
  char code;
  int64_t offset;
  int64_t size;  // of one; of all of a string
  int64_t count; // values (0 for pad bytes)
};

struct Format {
  bool swap = false; // big-endian
  bool native = true;
  int64_t size = 0, values = 0;
  std::vector<Item> items;
};

int64_t standardSize(char code) {
  switch (code) {
  case 'l':
  case 'L':
    return 4;
  case 'n':
  case 'N':
  case 'P':
    return 0;
  default:
    return nativeSize(code);
  }
}

bool parse(Thread &thread, std::string_view text, Format &format) {
  bool aligned = true;
  size_t i = 0;
  if (!text.empty() && std::string_view("@=<>!").find(text[0]) != std::string_view::npos) {
    format.native = text[0] == '@';
    format.swap = text[0] == '>' || text[0] == '!';
    aligned = format.native;
    i = 1;
  }
  while (i < text.size()) {
    char c = text[i++];
    if (c == ' ' || (c >= '\t' && c <= '\r'))
      continue;
    int64_t count = 1;
    if (c >= '0' && c <= '9') {
      count = c - '0';
      while (i < text.size() && text[i] >= '0' && text[i] <= '9') {
        if (count > (INT64_MAX - 9) / 10)
          return fail(thread, "overflow in item count"), false;
        count = count * 10 + (text[i++] - '0');
      }
      if (i == text.size())
        return fail(thread, "repeat count given without format specifier"), false;
      c = text[i++];
    }
    int64_t size = format.native ? nativeSize(c) : standardSize(c);
    if (size == 0)
      return fail(thread, "bad char in struct format"), false;
    if (aligned && format.size % size != 0)
      format.size += size - format.size % size;
    if (c == 's' || c == 'p') {
      format.items.push_back({c, format.size, count, 1});
      ++format.values;
    } else if (c != 'x') {
      format.items.push_back({c, format.size, size, count});
      format.values += count;
    }
    if (__builtin_mul_overflow(size, count, &size) || __builtin_add_overflow(format.size, size, &format.size))
      return fail(thread, "total struct size too long"), false;
  }
  return true;
}

// A code of standard size as the native code of that size.
char nativeCode(const Format &format, char code) {
  if (!format.native && code == 'l')
    return 'i';
  return !format.native && code == 'L' ? 'I' : code;
}

bool packItem(Thread &thread, const Format &format, const Item &item, Value value, uint8_t *at) {
  char code = nativeCode(format, item.code);
  switch (packNative(thread, code, value, at)) {
  case PackResult::kOk:
    if (format.swap)
      std::reverse(at, at + item.size);
    return true;
  case PackResult::kError:
    return false;
  case PackResult::kType:
    if (code == 'c')
      fail(thread, "char format requires a bytes object of length 1");
    else if (code == 'f' || code == 'd' || code == 'e')
      fail(thread, "required argument is not a float");
    else
      fail(thread, "required argument is not an integer");
    return false;
  case PackResult::kRange:
    break;
  }
  bool is_signed = false;
  int64_t size = 0;
  if (!integerLimits(code, is_signed, size)) {
    raiseOverflowError(thread, code == 'f' ? "float too large to pack with f format" : "float too large to pack with e format");
    return false;
  }
  if (size == 8) {
    if (code == 'q' || code == 'Q' || !format.native)
      fail(thread, "int too large to convert");
    else
      fail(thread, "argument out of range");
    return false;
  }
  int64_t low = is_signed ? -(int64_t{1} << (size * 8 - 1)) : 0;
  int64_t high = is_signed ? (int64_t{1} << (size * 8 - 1)) - 1 : (int64_t{1} << (size * 8)) - 1;
  std::string shown(1, item.code);
  bool named = format.native && (code == 'h' || code == 'H');
  if (named)
    fail(thread, code == 'h' ? "short format requires (-0x7fff - 1) <= number <= 0x7fff" : "ushort format requires 0 <= number <= (0x7fff * 2 + 1)");
  else if (format.native && size == 1)
    fail(thread, is_signed ? "byte format requires -128 <= number <= 127" : "ubyte format requires 0 <= number <= 255");
  else
    fail(thread, "'" + shown + "' format requires " + std::to_string(low) + " <= number <= " + std::to_string(high));
  return false;
}

bool packAll(Thread &thread, const Format &format, const LocalValue *values, uint8_t *out) {
  for (const Item &item : format.items) {
    uint8_t *at = out + item.offset;
    if (item.code == 's' || item.code == 'p') {
      Value value = *values++;
      if (!isBytes(value) && !isInstance(value, &bytearray_type))
        return fail(thread, item.code == 's' ? "argument for 's' must be a bytes object" : "argument for 'p' must be a bytes object"), false;
      Buffer buffer;
      if (!getBuffer(thread, value, buffer))
        return false;
      bool pascal = item.code == 'p';
      int64_t room = item.size - pascal;
      int64_t size = std::min(buffer.size, std::max<int64_t>(room, 0));
      if (pascal && item.size > 0)
        at[0] = static_cast<uint8_t>(std::min<int64_t>(size, 255));
      if (size > 0)
        std::copy(buffer.data, buffer.data + size, at + pascal);
      releaseBuffer(buffer);
      continue;
    }
    for (int64_t i = 0; i < item.count; ++i, at += item.size) {
      if (!packItem(thread, format, item, *values++, at))
        return false;
    }
  }
  return true;
}

Value unpackAll(Thread &thread, const Format &format, const uint8_t *data) {
  Tuple *result = makeTuple(thread, format.values);
  int64_t n = 0;
  for (const Item &item : format.items) {
    const uint8_t *at = data + item.offset;
    if (item.code == 's' || item.code == 'p') {
      int64_t size = item.size;
      if (item.code == 'p') {
        size = item.size > 0 ? std::min<int64_t>(at[0], item.size - 1) : 0;
        ++at;
      }
      result->items[n++] = makeBytes(thread, {reinterpret_cast<const char *>(at), static_cast<size_t>(size)});
      continue;
    }
    for (int64_t i = 0; i < item.count; ++i, at += item.size) {
      uint8_t bytes[8];
      std::copy(at, at + item.size, bytes);
      if (format.swap)
        std::reverse(bytes, bytes + item.size);
      result->items[n++] = unpackNative(thread, nativeCode(format, item.code), bytes);
    }
  }
  return result;
}

struct StructObject : Object {
  Format *format; // freed with the object
  Value text;
};

Type *struct_type = nullptr;
Type *iterator_type = nullptr;

bool formatText(Thread &thread, Value value, std::string &text) {
  if (isStr(value)) {
    text = toUtf8(value.as<Str>());
    return true;
  }
  if (isBytes(value)) {
    text = value.as<Bytes>()->view();
    return true;
  }
  raiseTypeError(thread, "Struct() argument 1 must be a str or bytes object, not %T", value.bits);
  return false;
}

Value create(Thread &thread, Type *type, const Arguments &) { return allocate<StructObject>(thread, type); }

Value initializeStruct(Thread &thread, LocalValue *args) {
  std::string text;
  auto *self = args[0].as<StructObject>();
  auto format = std::make_unique<Format>();
  if (!formatText(thread, args[1], text) || !parse(thread, text, *format))
    return Value::error();
  delete self->format;
  self->format = format.release();
  self->text = makeStr(thread, text);
  return none();
}

void finalize(Object *object) { delete static_cast<StructObject *>(object)->format; }
void trace(Object *object, Tracer &tracer) { tracer.visit(static_cast<StructObject *>(object)->text); }

// The Struct of a format: the last ones used are remembered.
StructObject *structOf(Thread &thread, Value text) {
  static Value *cache = nullptr;
  if (!cache) {
    cache = new Value(makeDict(thread));
    addRoot(cache);
  }
  auto *known = cache->as<Dict>();
  Value found = dictGet(thread, known, text);
  if (found.isError())
    return nullptr;
  if (found.isUnbound()) {
    found = call(thread, struct_type, {text});
    if (found.isError())
      return nullptr;
    if (known->size > 100)
      dictClear(known);
    if (!dictSet(thread, known, text, found))
      return nullptr;
  }
  return found.as<StructObject>();
}

Value packWith(Thread &thread, const Format &format, const LocalValue *values, int64_t count, const char *function) {
  if (count != format.values)
    return fail(thread, std::string(function) + " expected " + std::to_string(format.values) + " items for packing (got " +
                            std::to_string(count) + ")");
  Bytes *bytes = allocateBytesObject(thread, format.size);
  if (!bytes)
    return Value::error();
  std::fill(bytes->data, bytes->data + format.size, 0);
  return packAll(thread, format, values, bytes->data) ? Value(bytes) : Value::error();
}

bool ready(Thread &thread, const StructObject *self) {
  if (!self->format)
    raiseRuntimeError(thread, "Struct object is not initialized");
  return self->format != nullptr;
}

Value packMethod(Thread &thread, const Arguments &given) {
  auto *self = given[0].as<StructObject>();
  return ready(thread, self) ? packWith(thread, *self->format, given.values + 1, given.positional - 1, "pack") : Value::error();
}

Value packInto(Thread &thread, StructObject *self, const LocalValue *values, int64_t count) {
  if (!ready(thread, self))
    return Value::error();
  if (count < 2)
    return fail(thread, count == 0 ? "pack_into expected buffer argument" : "pack_into expected offset argument");
  const Format &format = *self->format;
  if (count - 2 != format.values)
    return fail(thread, "pack_into expected " + std::to_string(format.values) + " items for packing (got " +
                            std::to_string(count - 2) + ")");
  int64_t offset = 0;
  Buffer buffer;
  if (!toInt64(thread, values[1], offset) || !getWritableBuffer(thread, values[0], buffer))
    return Value::error();
  int64_t size = buffer.size;
  int64_t given_offset = offset;
  if (offset < 0)
    offset += size;
  Value result = none();
  if (offset < 0)
    result = fail(thread, "offset " + std::to_string(given_offset) + " out of range for " + std::to_string(size) + "-byte buffer");
  else if (size - offset < format.size)
    result = fail(thread, "pack_into requires a buffer of at least " + std::to_string(offset + format.size) + " bytes for packing " +
                              std::to_string(format.size) + " bytes at offset " + std::to_string(offset) +
                              " (actual buffer size is " + std::to_string(size) + ")");
  else {
    std::fill(buffer.data + offset, buffer.data + offset + format.size, 0);
    result = packAll(thread, format, values + 2, buffer.data + offset) ? none() : Value::error();
  }
  releaseBuffer(buffer);
  return result;
}

Value packIntoMethod(Thread &thread, const Arguments &given) {
  return packInto(thread, given[0].as<StructObject>(), given.values + 1, given.positional - 1);
}

Value unpack(Thread &thread, StructObject *self, Value source) {
  Buffer buffer;
  if (!ready(thread, self) || !getBuffer(thread, source, buffer))
    return Value::error();
  Value result = buffer.size == self->format->size
                     ? unpackAll(thread, *self->format, buffer.data)
                     : fail(thread, "unpack requires a buffer of " + std::to_string(self->format->size) + " bytes");
  releaseBuffer(buffer);
  return result;
}
Value unpackMethod(Thread &thread, LocalValue *args) { return unpack(thread, args[0].as<StructObject>(), args[1]); }

Value unpackFrom(Thread &thread, StructObject *self, Value source, Value offset_value) {
  int64_t offset = 0;
  Buffer buffer;
  if (!ready(thread, self) || !toInt64(thread, offset_value, offset) || !getBuffer(thread, source, buffer))
    return Value::error();
  int64_t size = buffer.size;
  int64_t given_offset = offset;
  if (offset < 0)
    offset += size;
  Value result;
  if (offset < 0)
    result = fail(thread, "offset " + std::to_string(given_offset) + " out of range for " + std::to_string(size) + "-byte buffer");
  else if (size - offset < self->format->size)
    result = fail(thread, "unpack_from requires a buffer of at least " + std::to_string(offset + self->format->size) +
                              " bytes for unpacking " + std::to_string(self->format->size) + " bytes at offset " +
                              std::to_string(offset) + " (actual buffer size is " + std::to_string(size) + ")");
  else
    result = unpackAll(thread, *self->format, buffer.data + offset);
  releaseBuffer(buffer);
  return result;
}
Value unpackFromMethod(Thread &thread, LocalValue *args) { return unpackFrom(thread, args[0].as<StructObject>(), args[1], args[2]); }

struct UnpackIterator : Object {
  int64_t position;
  StructObject *self;
  Value source;
};

Value iterUnpack(Thread &thread, StructObject *self, Value source) {
  Buffer buffer;
  if (!ready(thread, self) || !getBuffer(thread, source, buffer))
    return Value::error();
  int64_t size = buffer.size;
  releaseBuffer(buffer);
  if (self->format->size == 0)
    return fail(thread, "cannot iteratively unpack with a struct of length 0");
  if (size % self->format->size != 0)
    return fail(thread, "iterative unpacking requires a buffer of a multiple of " + std::to_string(self->format->size) + " bytes");
  auto *iterator = allocate<UnpackIterator>(thread, iterator_type);
  iterator->self = self;
  iterator->source = source;
  return iterator;
}
Value iterUnpackMethod(Thread &thread, LocalValue *args) { return iterUnpack(thread, args[0].as<StructObject>(), args[1]); }

Value iteratorNext(Thread &thread, Value value) {
  auto *iterator = value.as<UnpackIterator>();
  Buffer buffer;
  if (!getBuffer(thread, iterator->source, buffer))
    return Value::error();
  Value result = Value::unbound();
  if (iterator->position + iterator->self->format->size <= buffer.size) {
    result = unpackAll(thread, *iterator->self->format, buffer.data + iterator->position);
    iterator->position += iterator->self->format->size;
  }
  releaseBuffer(buffer);
  return result;
}
void traceIterator(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<UnpackIterator *>(object)->self);
  tracer.visit(static_cast<UnpackIterator *>(object)->source);
}

Value getSize(Thread &thread, Value self) {
  return ready(thread, self.as<StructObject>()) ? makeInt(thread, self.as<StructObject>()->format->size) : Value::error();
}
Value getFormat(Thread &, Value self) { return self.as<StructObject>()->text; }

Value structPack(Thread &thread, const Arguments &given) {
  if (given.positional < 1)
    return raiseTypeError(thread, "missing format argument");
  StructObject *self = structOf(thread, given[0]);
  return self ? packWith(thread, *self->format, given.values + 1, given.positional - 1, "pack") : Value::error();
}
Value structPackInto(Thread &thread, const Arguments &given) {
  if (given.positional < 1)
    return raiseTypeError(thread, "missing format argument");
  StructObject *self = structOf(thread, given[0]);
  return self ? packInto(thread, self, given.values + 1, given.positional - 1) : Value::error();
}
Value structUnpack(Thread &thread, LocalValue *args) {
  StructObject *self = structOf(thread, args[0]);
  return self ? unpack(thread, self, args[1]) : Value::error();
}
Value structUnpackFrom(Thread &thread, LocalValue *args) {
  StructObject *self = structOf(thread, args[0]);
  return self ? unpackFrom(thread, self, args[1], args[2]) : Value::error();
}
Value structIterUnpack(Thread &thread, LocalValue *args) {
  StructObject *self = structOf(thread, args[0]);
  return self ? iterUnpack(thread, self, args[1]) : Value::error();
}
Value structCalcSize(Thread &thread, LocalValue *args) {
  StructObject *self = structOf(thread, args[0]);
  return self ? makeInt(thread, self->format->size) : Value::error();
}
Value clearCache(Thread &, LocalValue *) { return none(); }

constexpr MethodDef kInit = {"__init__", "($self, format)", initializeStruct};
constexpr MethodDef kMethods[] = {
    {"pack", "($self, /, *values)", packMethod},
    {"pack_into", "($self, /, *values)", packIntoMethod},
    {"unpack", "($self, buffer, /)", unpackMethod},
    {"unpack_from", "($self, /, buffer, offset=0)", unpackFromMethod},
    {"iter_unpack", "($self, buffer, /)", iterUnpackMethod},
};
constexpr GetSetDef kAttributes[] = {{"size", getSize, nullptr, "struct size in bytes"}, {"format", getFormat, nullptr, "struct format string"}};
const TypeDef kStruct = {.name = "_struct.Struct",
                         .doc = "Struct(fmt) --> compiled struct object",
                         .size = sizeof(StructObject),
                         .flags = kBaseType,
                         .trace = trace,
                         .finalize = finalize,
                         .slots = {.create = create, .init = initSlot<&kInit>},
                         .methods = kMethods,
                         .attributes = kAttributes};
const TypeDef kIterator = {.name = "_struct.unpack_iterator",
                           .size = sizeof(UnpackIterator),
                           .trace = traceIterator,
                           .slots = {.iter = selfIterator, .next = iteratorNext}};

constexpr MethodDef kFunctions[] = {
    {"pack", "(format, /, *values)", structPack},
    {"pack_into", "(format, buffer, offset, /, *values)", structPackInto},
    {"unpack", "(format, buffer, /)", structUnpack},
    {"unpack_from", "(format, /, buffer, offset=0)", structUnpackFrom},
    {"iter_unpack", "(format, buffer, /)", structIterUnpack},
    {"calcsize", "(format, /)", structCalcSize},
    {"_clearcache", "()", clearCache},
};

bool initialize(Thread &thread, Module *module) {
  if (!struct_type) {
    struct_type = makeType(thread, kStruct);
    iterator_type = makeType(thread, kIterator);
    addRoot(&struct_type);
    addRoot(&iterator_type);
    addRoot(&struct_error);
    struct_error = call(thread, &type_type, {makeAscii(thread, "error"), makeTuple(thread, {&Exception_type}), makeDict(thread)});
    if (struct_error.isError() || !setAttribute(thread, struct_error, names.module, makeAscii(thread, "struct")))
      return false;
  }
  return setModuleAttribute(thread, module, "error", struct_error) && addModuleType(thread, module, struct_type);
}

} // namespace

extern const ModuleDef struct_module;
const ModuleDef struct_module = {"_struct", "Functions to convert between Python values and C structs.", kFunctions, initialize};

} // namespace pystm
