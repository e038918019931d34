// _io.BytesIO: a stream over bytes in memory. The bytes are a bytearray, so that getbuffer() can lend them.
#include "modules/io.h"
#include "modules/native_init.h"

#include "objects/bytearray.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/memoryview.h"

#include <algorithm>

namespace pystm {

Type bytes_io_type;

namespace {

struct BytesIO : IOObject {
  ByteArray *bytes; // null: closed
  int64_t position;
};

BytesIO *streamOf(LocalValue *args) { return args[0].as<BytesIO>(); }

bool open(Thread &thread, const BytesIO *stream) {
  if (stream->bytes && !stream->closed_flag)
    return true;
  raiseValueError(thread, "I/O operation on closed file.");
  return false;
}

Value bytesIOCreate(Thread &thread, Type *type, const Arguments &) {
  auto *stream = allocate<BytesIO>(thread, type);
  stream->bytes = makeByteArray(thread, "");
  return stream;
}

Value bytesIOInit(Thread &thread, LocalValue *args) {
  auto *stream = streamOf(args);
  if (isNone(args[1]) || args[1].isUnbound()) {
    stream->bytes = makeByteArray(thread, "");
  } else {
    Buffer buffer;
    if (!getBuffer(thread, args[1], buffer))
      return Value::error();
    stream->bytes = makeByteArray(thread, bufferView(buffer));
    releaseBuffer(buffer);
  }
  stream->position = 0;
  return stream->bytes ? none() : Value::error();
}

// Up to `size` bytes from here, all of them if negative.
std::string_view take(BytesIO *stream, int64_t size) {
  int64_t left = std::max<int64_t>(stream->bytes->size - stream->position, 0);
  if (size < 0 || size > left)
    size = left;
  std::string_view part(reinterpret_cast<char *>(stream->bytes->data) + stream->position, static_cast<size_t>(size));
  stream->position += size;
  return part;
}

Value bytesIORead(Thread &thread, LocalValue *args) {
  int64_t size = -1;
  if (!open(thread, streamOf(args)) || !sizeArgument(thread, args[1], size))
    return Value::error();
  return makeBytes(thread, take(streamOf(args), size));
}

std::string_view takeLine(BytesIO *stream, int64_t limit) {
  int64_t left = std::max<int64_t>(stream->bytes->size - stream->position, 0);
  if (left == 0)
    return {};
  auto *start = stream->bytes->data + stream->position;
  auto *end = static_cast<uint8_t *>(std::memchr(start, '\n', static_cast<size_t>(left)));
  int64_t size = end ? end - start + 1 : left;
  return take(stream, limit >= 0 ? std::min(limit, size) : size);
}

Value bytesIOReadline(Thread &thread, LocalValue *args) {
  int64_t limit = -1;
  if (!open(thread, streamOf(args)) || !sizeArgument(thread, args[1], limit))
    return Value::error();
  return makeBytes(thread, takeLine(streamOf(args), limit));
}

Value bytesIONext(Thread &thread, Value self) {
  auto *stream = self.as<BytesIO>();
  if (!open(thread, stream))
    return Value::error();
  std::string_view line = takeLine(stream, -1);
  return line.empty() ? Value::unbound() : Value(makeBytes(thread, line));
}

Value bytesIOReadlines(Thread &thread, LocalValue *args) {
  int64_t hint = -1;
  if (!open(thread, streamOf(args)) || !sizeArgument(thread, args[1], hint))
    return Value::error();
  List *lines = makeList(thread);
  int64_t total = 0;
  for (;;) {
    std::string_view line = takeLine(streamOf(args), -1);
    if (line.empty())
      return lines;
    total += static_cast<int64_t>(line.size());
    if (!listAppend(thread, lines, makeBytes(thread, line)))
      return Value::error();
    if (hint > 0 && total >= hint)
      return lines;
  }
}

Value bytesIOReadInto(Thread &thread, LocalValue *args) {
  Buffer buffer;
  if (!open(thread, streamOf(args)) || !getWritableBuffer(thread, args[1], buffer))
    return Value::error();
  std::string_view part = take(streamOf(args), buffer.size);
  std::memcpy(buffer.data, part.data(), part.size());
  releaseBuffer(buffer);
  return makeInt(thread, static_cast<int64_t>(part.size()));
}

Value bytesIOWrite(Thread &thread, LocalValue *args) {
  auto *stream = streamOf(args);
  if (!open(thread, stream))
    return Value::error();
  if (stream->bytes->exports > 0)
    return raise(thread, &BufferError_type, "Existing exports of data: object cannot be re-sized");
  Buffer buffer;
  if (!getBuffer(thread, args[1], buffer))
    return Value::error();
  int64_t end = stream->position + buffer.size;
  bool ok = buffer.size == 0 || end <= stream->bytes->size || resizeByteArray(thread, stream->bytes, end);
  if (ok && buffer.size > 0) {
    std::memcpy(stream->bytes->data + stream->position, buffer.data, static_cast<size_t>(buffer.size));
    stream->position = end;
  }
  int64_t size = buffer.size;
  releaseBuffer(buffer);
  return ok ? makeInt(thread, size) : Value::error();
}

Value bytesIOSeek(Thread &thread, LocalValue *args) {
  auto *stream = streamOf(args);
  int64_t offset = 0;
  int whence = 0;
  if (!open(thread, stream) || !toInt64(thread, args[1], offset) || !toInt(thread, args[2], whence))
    return Value::error();
  if (whence < 0 || whence > 2)
    return raiseValueError(thread, "invalid whence (%d, should be 0, 1 or 2)", whence);
  if (whence == 0 && offset < 0)
    return raiseValueError(thread, "negative seek value %lld", static_cast<long long>(offset));
  int64_t base = whence == 0 ? 0 : whence == 1 ? stream->position : stream->bytes->size;
  stream->position = std::max<int64_t>(base + offset, 0);
  return makeInt(thread, stream->position);
}

Value bytesIOTell(Thread &thread, LocalValue *args) {
  return open(thread, streamOf(args)) ? makeInt(thread, streamOf(args)->position) : Value::error();
}

Value bytesIOTruncate(Thread &thread, LocalValue *args) {
  auto *stream = streamOf(args);
  int64_t size = 0;
  if (!open(thread, stream))
    return Value::error();
  if (isNone(args[1]))
    size = stream->position;
  else if (!toInt64(thread, args[1], size))
    return Value::error();
  if (size < 0)
    return raiseValueError(thread, "negative size value %lld", static_cast<long long>(size));
  if (size < stream->bytes->size && !resizeByteArray(thread, stream->bytes, size))
    return Value::error();
  return makeInt(thread, size);
}

Value bytesIOGetValue(Thread &thread, LocalValue *args) {
  auto *stream = streamOf(args);
  if (!open(thread, stream))
    return Value::error();
  return makeBytes(thread, {reinterpret_cast<char *>(stream->bytes->data), static_cast<size_t>(stream->bytes->size)});
}

Value bytesIOGetBuffer(Thread &thread, LocalValue *args) {
  return open(thread, streamOf(args)) ? makeMemoryView(thread, streamOf(args)->bytes) : Value::error();
}

Value bytesIOClose(Thread &thread, LocalValue *args) {
  if (streamOf(args)->bytes && streamOf(args)->bytes->exports > 0)
    return raise(thread, &BufferError_type, "Existing exports of data: object cannot be re-sized");
  streamOf(args)->bytes = nullptr;
  return none();
}

Value bytesIOTrue(Thread &thread, LocalValue *args) { return open(thread, streamOf(args)) ? trueValue() : Value::error(); }
Value bytesIOFalse(Thread &thread, LocalValue *args) { return open(thread, streamOf(args)) ? falseValue() : Value::error(); }
Value bytesIOFlush(Thread &thread, LocalValue *args) { return open(thread, streamOf(args)) ? none() : Value::error(); }
Value bytesIOClosed(Thread &, Value self) { return makeBool(!self.as<BytesIO>()->bytes); }

Value bytesIOGetState(Thread &thread, LocalValue *args) {
  Value value = bytesIOGetValue(thread, args);
  return value.isError() ? value : Value(makeTuple(thread, {value, makeInt(thread, streamOf(args)->position), savedAttributes(thread, args[0])}));
}

Value bytesIOSetState(Thread &thread, LocalValue *args) {
  if (!isTuple(args[1]) || args[1].as<Tuple>()->size < 3)
    return raiseTypeError(thread, "__setstate__ argument should be 3-tuple, got %T", args[1].bits);
  LocalValues init{args[0], args[1].as<Tuple>()->items[0]};
  if (bytesIOInit(thread, init).isError())
    return Value::error();
  auto *state = args[1].as<Tuple>();
  int64_t position = 0;
  if (!isInt(state->items[1]))
    return raiseTypeError(thread, "second item of state must be an integer, got %T", state->items[1].bits);
  if (!toInt64(thread, state->items[1], position))
    return Value::error();
  if (position < 0)
    return raiseValueError(thread, "position value cannot be negative");
  streamOf(args)->position = position;
  return restoreAttributes(thread, args[0], state->items[2]);
}

void traceBytesIO(Object *object, Tracer &tracer) { tracer.visit(static_cast<BytesIO *>(object)->bytes); }

constexpr MethodDef kInit = {"__init__", "($self, initial_bytes=?)", bytesIOInit};
constexpr MethodDef kMethods[] = {
    {"read", "($self, size=-1, /)", bytesIORead, "Read at most size bytes, returned as a bytes object."},
    {"read1", "($self, size=-1, /)", bytesIORead, "Read at most size bytes, returned as a bytes object."},
    {"readline", "($self, size=-1, /)", bytesIOReadline, "Next line from the file, as a bytes object."},
    {"readlines", "($self, size=None, /)", bytesIOReadlines, "List of bytes objects, each a line from the file."},
    {"readinto", "($self, buffer, /)", bytesIOReadInto, "Read bytes into buffer."},
    {"readinto1", "($self, buffer, /)", bytesIOReadInto, "Read bytes into buffer."},
    {"write", "($self, b, /)", bytesIOWrite, "Write bytes to file."},
    {"seek", "($self, pos, whence=0, /)", bytesIOSeek, "Change stream position."},
    {"tell", "($self, /)", bytesIOTell, "Current file position, an integer."},
    {"truncate", "($self, size=None, /)", bytesIOTruncate, "Truncate the file to at most size bytes."},
    {"getvalue", "($self, /)", bytesIOGetValue, "Retrieve the entire contents of the BytesIO object."},
    {"getbuffer", "($self, /)", bytesIOGetBuffer, "Get a read-write view over the contents of the BytesIO object."},
    {"close", "($self, /)", bytesIOClose, "Disable all I/O operations."},
    {"flush", "($self, /)", bytesIOFlush, "Does nothing."},
    {"readable", "($self, /)", bytesIOTrue, "Returns True if the IO object can be read."},
    {"writable", "($self, /)", bytesIOTrue, "Returns True if the IO object can be written."},
    {"seekable", "($self, /)", bytesIOTrue, "Returns True if the IO object can be seeked."},
    {"isatty", "($self, /)", bytesIOFalse, "Always returns False."},
    {"__getstate__", "($self, /)", bytesIOGetState, ""},
    {"__setstate__", "($self, state, /)", bytesIOSetState, ""},
};
constexpr GetSetDef kAttributes[] = {{"closed", bytesIOClosed}};

} // namespace

const TypeDef bytes_io_def = {.name = "_io.BytesIO",
                              .doc = "Buffered I/O implementation using an in-memory bytes buffer.",
                              .base = &buffered_io_base_type,
                              .size = sizeof(BytesIO),
                              .flags = kBaseType,
                              .trace = traceBytesIO,
                              .slots = {.next = bytesIONext, .create = bytesIOCreate, .init = initSlot<&kInit>},
                              .methods = kMethods,
                              .attributes = kAttributes};

} // namespace pystm
