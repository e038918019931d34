// _io.BufferedReader, BufferedWriter and BufferedRandom: one buffer that holds either bytes read ahead or bytes
// still to be written. What BufferedRandom has read ahead it seeks back over before it writes.
// Reading is in io_buffered_read.cpp.
#include "modules/io_buffered.h"
#include "modules/native_init.h"

#include <algorithm>
#include <cerrno>

namespace pystm {

Type buffered_reader_type, buffered_writer_type, buffered_random_type;

namespace io_buffered {

bool canRead(const Buffered *self) { return self->type != &buffered_writer_type && !isSubtype(self->type, &buffered_writer_type); }
bool canWrite(const Buffered *self) { return !isSubtype(self->type, &buffered_reader_type); }

bool ready(Thread &thread, const Buffered *self) {
  if (!self->raw.isUnbound())
    return true;
  raiseValueError(thread, self->detached ? "raw stream has been detached" : "I/O operation on uninitialized object");
  return false;
}

FileIO *fileOf(const Buffered *self) {
  return isExactly(self->raw, file_io_type) ? self->raw.as<FileIO>() : nullptr;
}

bool openStream(Thread &thread, const Buffered *self, const char *what) {
  if (!ready(thread, self))
    return false;
  if (FileIO *file = fileOf(self)) {
    if (file->fd >= 0)
      return true;
  } else {
    int closed = isClosed(thread, self->raw);
    if (closed <= 0)
      return closed == 0;
  }
  raiseValueError(thread, "%s of closed file", what);
  return false;
}

bool awaitRaw(Thread &thread, Buffered *self) {
  FileIO *file = fileOf(self);
  return !file || !file->writable || file->fd < 0 || awaitWritable(thread, file->fd);
}

int64_t writeRaw(Thread &thread, Buffered *self, std::string_view bytes) {
  if (FileIO *file = fileOf(self); file && file->writable && file->fd >= 0) {
    bool would_block = false;
    int64_t n = writeDescriptor(thread, file->fd, bytes.data(), bytes.size(), would_block);
    return would_block ? -2 : n;
  }
  Value count = callMethod(thread, self->raw, "write", {makeBytes(thread, bytes)});
  if (count.isError())
    return -1;
  if (isNone(count))
    return -2;
  int64_t n = 0;
  if (!toInt64(thread, count, n))
    return -1;
  if (n < 0 || n > static_cast<int64_t>(bytes.size())) {
    raise(thread, &OSError_type, "raw write() returned invalid length %lld (should have been between 0 and %lld)",
          static_cast<long long>(n), static_cast<long long>(bytes.size()));
    return -1;
  }
  return n;
}

bool flushPending(Thread &thread, Buffered *self) {
  while (self->pending > 0) {
    if (!awaitRaw(thread, self))
      return false;
    if (self->pending == 0)
      break; // another thread has done it meanwhile
    int64_t n = writeRaw(thread, self, {reinterpret_cast<char *>(self->buffer->data), static_cast<size_t>(self->pending)});
    if (n == -2) {
      raise(thread, makeException(thread, &BlockingIOError_type,
                                  {Value::smallInt(EAGAIN), makeAscii(thread, "write could not complete without blocking"),
                                   Value::smallInt(0)}));
      return false;
    }
    if (n < 0)
      return false;
    std::memmove(self->buffer->data, self->buffer->data + n, static_cast<size_t>(self->pending - n));
    self->pending -= n;
  }
  return true;
}

bool dropReadAhead(Thread &thread, Buffered *self) {
  int64_t ahead = self->filled - self->position;
  self->position = self->filled = 0;
  if (ahead <= 0)
    return true;
  return !callMethod(thread, self->raw, "seek", {makeInt(thread, -ahead), Value::smallInt(1)}).isError();
}

} // namespace io_buffered

using namespace io_buffered;

namespace {

Value bufferedWrite(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!canWrite(self))
    return raiseUnsupported(thread, "write");
  Buffer source;
  if (!openStream(thread, self, "write to") || !getBuffer(thread, args[1], source))
    return Value::error();
  std::string_view bytes = bufferView(source);
  bool ok = self->position == self->filled || dropReadAhead(thread, self);
  if (ok)
    self->position = self->filled = 0;
  if (ok && self->pending + source.size > self->buffer->size)
    ok = flushPending(thread, self);
  if (ok && source.size > self->buffer->size) {
    // Large writes go around the buffer.
    while (ok && !bytes.empty()) {
      ok = awaitRaw(thread, self);
      if (!ok)
        break;
      int64_t n = writeRaw(thread, self, bytes);
      ok = n >= 0;
      if (n == -2)
        raise(thread, makeException(thread, &BlockingIOError_type,
                                    {Value::smallInt(EAGAIN), makeAscii(thread, "write could not complete without blocking"),
                                     makeInt(thread, source.size - static_cast<int64_t>(bytes.size()))}));
      if (ok)
        bytes.remove_prefix(static_cast<size_t>(n));
    }
  } else if (ok && !bytes.empty()) {
    std::memcpy(self->buffer->data + self->pending, bytes.data(), bytes.size());
    self->pending += source.size;
  }
  int64_t size = source.size;
  releaseBuffer(source);
  return ok ? makeInt(thread, size) : Value::error();
}

Value bufferedFlush(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!openStream(thread, self, "flush"))
    return Value::error();
  if (!canWrite(self))
    return callMethod(thread, self->raw, "flush");
  if (!flushPending(thread, self))
    return Value::error();
  return fileOf(self) ? none() : callMethod(thread, self->raw, "flush");
}

Value bufferedClose(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!ready(thread, self))
    return Value::error();
  int closed = isClosed(thread, self->raw);
  if (closed != 0)
    return closed < 0 ? Value::error() : none();
  Value flushed = callMethod(thread, args[0], "flush");
  Value problem = flushed.isError() ? takeException(thread) : Value::unbound();
  Value done = callMethod(thread, self->raw, "close");
  self->pending = 0;
  return afterClosing(thread, done, problem);
}

Value bufferedDetach(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!ready(thread, self) || callMethod(thread, args[0], "flush").isError())
    return Value::error();
  Value raw = self->raw;
  self->raw = Value::unbound();
  self->detached = true;
  return raw;
}

Value bufferedTell(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!ready(thread, self))
    return Value::error();
  Value at = callMethod(thread, self->raw, "tell");
  if (at.isError())
    return at;
  return addInts(thread, at, makeInt(thread, self->pending - (self->filled - self->position)));
}

Value bufferedSeek(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  int64_t offset = 0;
  int whence = 0;
  if (!toInt64(thread, args[1], offset) || !toInt(thread, args[2], whence))
    return Value::error();
  if (whence < 0 || whence > 4)
    return raiseValueError(thread, "whence value %d unsupported", whence);
  if (!openStream(thread, self, "seek"))
    return Value::error();
  int seekable = askStream(thread, self->raw, "seekable");
  if (seekable <= 0)
    return seekable < 0 ? Value::error() : raiseUnsupported(thread, "File or stream is not seekable.");
  if (self->pending > 0 && !flushPending(thread, self))
    return Value::error();
  if (whence == 1)
    offset -= self->filled - self->position;
  self->position = self->filled = 0;
  return callMethod(thread, self->raw, "seek", {makeInt(thread, offset), Value::smallInt(whence)});
}

Value bufferedTruncate(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!openStream(thread, self, "truncate"))
    return Value::error();
  if (!canWrite(self))
    return raiseUnsupported(thread, "truncate");
  if (!flushPending(thread, self))
    return Value::error();
  Value size = isNone(args[1]) ? callMethod(thread, args[0], "tell") : args[1];
  return size.isError() ? size : callMethod(thread, self->raw, "truncate", {size});
}

#define FORWARD(function, name)                                                                                \
  Value function(Thread &thread, LocalValue *args) {                                                                \
    return ready(thread, selfOf(args)) ? callMethod(thread, selfOf(args)->raw, name) : Value::error();         \
  }
FORWARD(bufferedSeekable, "seekable")
FORWARD(bufferedReadable, "readable")
FORWARD(bufferedWritable, "writable")
FORWARD(bufferedFileno, "fileno")
FORWARD(bufferedIsatty, "isatty")
#undef FORWARD

Value bufferedNo(Thread &thread, LocalValue *args) { return ready(thread, selfOf(args)) ? falseValue() : Value::error(); }

Value rawAttribute(Thread &thread, Value self, const char *name) {
  auto *buffered = self.as<Buffered>();
  return ready(thread, buffered) ? getAttribute(thread, buffered->raw, intern(thread, name)) : Value::error();
}
Value getClosed(Thread &thread, Value self) { return rawAttribute(thread, self, "closed"); }
Value getName(Thread &thread, Value self) { return rawAttribute(thread, self, "name"); }
Value getMode(Thread &thread, Value self) { return rawAttribute(thread, self, "mode"); }
Value getRaw(Thread &thread, Value self) { return ready(thread, self.as<Buffered>()) ? self.as<Buffered>()->raw : Value::error(); }

Value bufferedRepr(Thread &thread, Value self) {
  Value name = self.as<Buffered>()->raw.isUnbound() ? Value::unbound()
                                                    : findAttribute(thread, self.as<Buffered>()->raw, intern(thread, "name"));
  if (name.isError())
    thread.clearException();
  std::string type = std::string("<_io.") + std::string(typeNameOf(self));
  if (name.isSpecial())
    return makeStr(thread, type + ">");
  Value text = reprOf(thread, name);
  return text.isError() ? text : Value(makeStr(thread, type + " name=" + toUtf8(text.as<Str>()) + ">"));
}

Value bufferedCreate(Thread &thread, Type *type, const Arguments &) { return allocate<Buffered>(thread, type); }

Value bufferedInit(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  int64_t size = 0;
  if (!toInt64(thread, args[2], size))
    return Value::error();
  if (size <= 0)
    return raiseValueError(thread, "buffer size must be strictly positive");
  struct {
    bool needed;
    const char *method, *message;
  } checks[] = {
      {isSubtype(self->type, &buffered_random_type), "seekable", "File or stream is not seekable."},
      {canRead(self), "readable", "File or stream is not readable."},
      {canWrite(self), "writable", "File or stream is not writable."},
  };
  for (const auto &check : checks) {
    int answer = check.needed ? askStream(thread, args[1], check.method) : 1;
    if (answer <= 0)
      return answer < 0 ? Value::error() : raiseUnsupported(thread, check.message);
  }
  self->buffer = makeByteArray(thread, "");
  if (!self->buffer || !resizeByteArray(thread, self->buffer, size)) {
    self->raw = Value::unbound();
    return Value::error();
  }
  self->raw = args[1];
  self->detached = false;
  self->position = self->filled = self->pending = 0;
  return self->buffer ? none() : Value::error();
}

void traceBuffered(Object *object, Tracer &tracer) {
  auto *self = static_cast<Buffered *>(object);
  tracer.visit(self->raw);
  tracer.visit(self->buffer);
}

constexpr MethodDef kInit = {"__init__", "($self, raw, buffer_size=8192)", bufferedInit};

#define COMMON_METHODS                                                                                         \
  {"flush", "($self, /)", bufferedFlush}, {"close", "($self, /)", bufferedClose}, {"detach", "($self, /)", bufferedDetach},  \
      {"seek", "($self, target, whence=0, /)", bufferedSeek}, {"tell", "($self, /)", bufferedTell},            \
      {"truncate", "($self, pos=None, /)", bufferedTruncate}, {"seekable", "($self, /)", bufferedSeekable},     \
      {"fileno", "($self, /)", bufferedFileno}, {"isatty", "($self, /)", bufferedIsatty},
#define READ_METHODS                                                                                           \
  {"read", "($self, size=-1, /)", bufferedRead}, {"read1", "($self, size=-1, /)", bufferedRead1},              \
      {"peek", "($self, size=0, /)", bufferedPeek}, {"readinto", "($self, buffer, /)", bufferedReadInto},      \
      {"readinto1", "($self, buffer, /)", bufferedReadInto1}, {"readline", "($self, size=-1, /)", bufferedReadline}, \
      {"readable", "($self, /)", bufferedReadable},
#define WRITE_METHODS {"write", "($self, buffer, /)", bufferedWrite}, {"writable", "($self, /)", bufferedWritable},

constexpr MethodDef kReaderMethods[] = {COMMON_METHODS READ_METHODS{"writable", "($self, /)", bufferedNo}};
constexpr MethodDef kWriterMethods[] = {COMMON_METHODS WRITE_METHODS{"readable", "($self, /)", bufferedNo}};
constexpr MethodDef kRandomMethods[] = {COMMON_METHODS READ_METHODS WRITE_METHODS};
constexpr GetSetDef kAttributes[] = {{"closed", getClosed}, {"name", getName}, {"mode", getMode}, {"raw", getRaw}};

} // namespace

Value makeBuffered(Thread &thread, Type *type, Value raw, int64_t size) {
  Value made = bufferedCreate(thread, type, {});
  LocalValues args{made, raw, makeInt(thread, size)};
  return bufferedInit(thread, args).isError() ? Value::error() : made;
}

#define BUFFERED_DEF(definition, type_name, documentation, method_table)                                       \
  const TypeDef definition = {.name = type_name,                                                               \
                              .doc = documentation,                                                            \
                              .base = &buffered_io_base_type,                                                  \
                              .size = sizeof(Buffered),                                                        \
                              .flags = kBaseType | kHasFinalizer,                                              \
                              .trace = traceBuffered,                                                          \
                              .slots = {.repr = bufferedRepr,                                                  \
                                        .next = bufferedNext,                                                  \
                                        .create = bufferedCreate,                                              \
                                        .init = initSlot<&kInit>},                                             \
                              .methods = method_table,                                                         \
                              .attributes = kAttributes};
BUFFERED_DEF(buffered_reader_def, "_io.BufferedReader", "Create a new buffered reader using the given readable raw IO object.",
             kReaderMethods)
BUFFERED_DEF(buffered_writer_def, "_io.BufferedWriter", "A buffer for a writeable sequential RawIO object.", kWriterMethods)
BUFFERED_DEF(buffered_random_def, "_io.BufferedRandom", "A buffered interface to random access streams.", kRandomMethods)
#undef BUFFERED_DEF

} // namespace pystm
