// The abstract classes of _io: _IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase. Their methods call the others
// by name, so that classes written in Python fill in what they like.
#include "modules/io.h"
#include "modules/native_init.h"

#include "objects/bytearray.h"
#include "objects/list.h"

namespace pystm {

Type io_base_type, raw_io_base_type, buffered_io_base_type, text_io_base_type;

Value savedAttributes(Thread &thread, Value stream) {
  Value dict = findAttribute(thread, stream, names.dict);
  if (dict.isError() || dict.isUnbound() || !isDict(dict) || dict.as<Dict>()->size == 0)
    return dict.isError() ? dict : none();
  return dictCopy(thread, dict.as<Dict>());
}
Value restoreAttributes(Thread &thread, Value stream, Value saved) {
  if (isNone(saved))
    return none();
  if (!isDict(saved))
    return raiseTypeError(thread, "state should be a dict, got a %T", saved.bits);
  int64_t position = 0;
  Value key, value;
  while (dictNext(saved.as<Dict>(), position, key, value))
    if (isStr(key) && !setAttribute(thread, stream, key.as<Str>(), value))
      return Value::error();
  return none();
}

Value afterClosing(Thread &thread, Value done, Value problem) {
  if (problem.isUnbound())
    return done.isError() ? done : none();
  if (!done.isError())
    return raise(thread, problem);
  BaseException *later = asException(thread.exception);
  if (later->context.isUnbound() || isNone(later->context))
    later->context = problem;
  return Value::error();
}

namespace {

Value unsupported_operation;

} // namespace

Value raiseUnsupported(Thread &thread, const char *message) {
  if (unsupported_operation.isUnbound()) {
    addRoot(&unsupported_operation);
    unsupported_operation = importAttribute(thread, "_io", "UnsupportedOperation");
    if (unsupported_operation.isError()) {
      unsupported_operation = Value::unbound();
      return Value::error();
    }
  }
  return raise(thread, call(thread, unsupported_operation, {makeStr(thread, std::string_view(message))}));
}

bool sizeArgument(Thread &thread, Value value, int64_t &size) {
  size = -1;
  if (value.isUnbound() || isNone(value))
    return true;
  if (!value.isSmallInt() && !typeOf(value)->slots.index) {
    raiseTypeError(thread, "argument should be integer or None, not '%T'", value.bits);
    return false;
  }
  return indexOf(thread, value, size, &OverflowError_type);
}

int isClosed(Thread &thread, Value stream) {
  Value closed = getAttribute(thread, stream, intern(thread, "closed"));
  return closed.isError() ? -1 : isTrue(thread, closed);
}

bool checkClosed(Thread &thread, Value stream) {
  int closed = isClosed(thread, stream);
  if (closed > 0)
    raiseValueError(thread, "I/O operation on closed file.");
  return closed == 0;
}

Value callNoArguments(Thread &thread, Value self, const char *method) { return callMethod(thread, self, method); }

int askStream(Thread &thread, Value stream, const char *method) {
  Value answer = callMethod(thread, stream, method);
  return answer.isError() ? -1 : isTrue(thread, answer);
}

namespace {

Value baseCreate(Thread &thread, Type *type, const Arguments &) { return allocate<IOObject>(thread, type); }
bool acceptAnything(Thread &, Value, const Arguments &) { return true; }

#define UNSUPPORTED(function, name)                                                                            \
  Value function(Thread &thread, LocalValue *) { return raiseUnsupported(thread, name); }
UNSUPPORTED(baseSeek, "seek")
UNSUPPORTED(baseTruncate, "truncate")
UNSUPPORTED(baseFileno, "fileno")
UNSUPPORTED(bufferedDetach, "detach")
UNSUPPORTED(bufferedRead, "read")
UNSUPPORTED(bufferedRead1, "read1")
UNSUPPORTED(bufferedWrite, "write")
UNSUPPORTED(textReadline, "readline")
#undef UNSUPPORTED

Value baseTell(Thread &thread, LocalValue *args) {
  return callMethod(thread, args[0], "seek", {Value::smallInt(0), Value::smallInt(1)});
}
Value baseFlush(Thread &thread, LocalValue *args) { return checkClosed(thread, args[0]) ? none() : Value::error(); }

Value baseClose(Thread &thread, LocalValue *args) {
  auto *self = args[0].as<IOObject>();
  if (self->closed_flag)
    return none();
  Value flushed = callMethod(thread, args[0], "flush");
  self->closed_flag = true;
  return flushed.isError() ? flushed : none();
}

Value baseFalse(Thread &thread, LocalValue *args) {
  (void)thread;
  (void)args;
  return falseValue();
}
Value baseIsatty(Thread &thread, LocalValue *args) { return checkClosed(thread, args[0]) ? falseValue() : Value::error(); }
Value baseClosed(Thread &, Value self) { return makeBool(self.as<IOObject>()->closed_flag); }

Value baseDel(Thread &thread, LocalValue *args) {
  int closed = isClosed(thread, args[0]);
  if (closed == 0)
    callMethod(thread, args[0], "close");
  thread.clearException();
  return none();
}

Value check(Thread &thread, Value stream, const char *method, const char *message) {
  int answer = askStream(thread, stream, method);
  if (answer < 0)
    return Value::error();
  return answer ? trueValue() : raiseUnsupported(thread, message);
}
Value checkReadable(Thread &thread, LocalValue *args) { return check(thread, args[0], "readable", "File or stream is not readable."); }
Value checkWritable(Thread &thread, LocalValue *args) { return check(thread, args[0], "writable", "File or stream is not writable."); }
Value checkSeekable(Thread &thread, LocalValue *args) { return check(thread, args[0], "seekable", "File or stream is not seekable."); }
Value checkClosedMethod(Thread &thread, LocalValue *args) { return checkClosed(thread, args[0]) ? none() : Value::error(); }

Value baseEnter(Thread &thread, LocalValue *args) { return checkClosed(thread, args[0]) ? args[0] : Value::error(); }
Value baseExit(Thread &thread, LocalValue *args) { return callMethod(thread, args[0], "close"); }

Value baseReadline(Thread &thread, LocalValue *args) {
  int64_t limit = -1;
  if (!sizeArgument(thread, args[1], limit))
    return Value::error();
  Value peek = findAttribute(thread, args[0], intern(thread, "peek"));
  if (peek.isError())
    return peek;
  std::string line;
  while (limit < 0 || static_cast<int64_t>(line.size()) < limit) {
    int64_t want = 1;
    if (!peek.isUnbound()) {
      Value ahead = call(thread, peek, {Value::smallInt(1)});
      if (ahead.isError())
        return ahead;
      if (!isBytes(ahead))
        return raise(thread, &OSError_type, "peek() should have returned a bytes object, not '%T'", ahead.bits);
      std::string_view bytes = ahead.as<Bytes>()->view();
      size_t end = bytes.find('\n');
      if (!bytes.empty())
        want = static_cast<int64_t>(end == std::string_view::npos ? bytes.size() : end + 1);
    }
    if (limit >= 0)
      want = std::min(want, limit - static_cast<int64_t>(line.size()));
    Value part = callMethod(thread, args[0], "read", {makeInt(thread, want)});
    if (part.isError())
      return part;
    if (!isBytes(part))
      return raise(thread, &OSError_type, "read() should have returned a bytes object, not '%T'", part.bits);
    if (part.as<Bytes>()->size == 0)
      break;
    line += part.as<Bytes>()->view();
    if (line.back() == '\n')
      break;
  }
  return makeBytes(thread, line);
}

Value baseIter(Thread &thread, Value self) { return checkClosed(thread, self) ? self : Value::error(); }

Value baseNext(Thread &thread, Value self) {
  Value line = callMethod(thread, self, "readline");
  if (line.isError())
    return line;
  return lengthOf(thread, line) == 0 ? Value::unbound() : line;
}

Value baseReadlines(Thread &thread, LocalValue *args) {
  int64_t hint = -1;
  if (!sizeArgument(thread, args[1], hint))
    return Value::error();
  List *lines = makeList(thread);
  int64_t total = 0;
  bool ok = forEach(thread, args[0], [&](Value line) {
    if (!listAppend(thread, lines, line))
      return false;
    total += lengthOf(thread, line);
    return hint <= 0 || total < hint;
  });
  return ok || !thread.hasException() ? Value(lines) : Value::error();
}

Value baseWritelines(Thread &thread, LocalValue *args) {
  if (!checkClosed(thread, args[0]))
    return Value::error();
  bool ok = forEach(thread, args[1], [&](Value line) { return !callMethod(thread, args[0], "write", {line}).isError(); });
  return ok ? none() : Value::error();
}

Value rawRead(Thread &thread, LocalValue *args) {
  int64_t size = -1;
  if (!sizeArgument(thread, args[1], size))
    return Value::error();
  if (size < 0)
    return callMethod(thread, args[0], "readall");
  ByteArray *buffer = makeByteArray(thread, std::string(static_cast<size_t>(size), '\0'));
  Value count = callMethod(thread, args[0], "readinto", {buffer});
  if (count.isError() || isNone(count))
    return count;
  int64_t n = 0;
  if (!toInt64(thread, count, n))
    return Value::error();
  return makeBytes(thread, {reinterpret_cast<char *>(buffer->data), static_cast<size_t>(n)});
}

Value rawReadAll(Thread &thread, LocalValue *args) {
  std::string all;
  for (;;) {
    Value part = callMethod(thread, args[0], "read", {Value::smallInt(kDefaultBufferSize)});
    if (part.isError())
      return part;
    if (isNone(part)) {
      if (all.empty())
        return part;
      break;
    }
    if (!isBytes(part))
      return raiseTypeError(thread, "read() should return bytes");
    if (part.as<Bytes>()->size == 0)
      break;
    all += part.as<Bytes>()->view();
  }
  return makeBytes(thread, all);
}

Value readInto(Thread &thread, LocalValue *args, const char *method) {
  Buffer buffer;
  if (!getWritableBuffer(thread, args[1], buffer))
    return Value::error();
  Value part = callMethod(thread, args[0], method, {makeInt(thread, buffer.size)});
  if (!part.isError() && isBytes(part) && part.as<Bytes>()->size <= buffer.size) {
    std::memcpy(buffer.data, part.as<Bytes>()->data, static_cast<size_t>(part.as<Bytes>()->size));
    part = makeInt(thread, part.as<Bytes>()->size);
  } else if (!part.isError() && !isNone(part)) {
    part = raiseTypeError(thread, "read() should return bytes");
  }
  releaseBuffer(buffer);
  return part;
}
Value bufferedReadInto(Thread &thread, LocalValue *args) { return readInto(thread, args, "read"); }
Value bufferedReadInto1(Thread &thread, LocalValue *args) { return readInto(thread, args, "read1"); }

Value textNone(Thread &, Value) { return none(); }

constexpr MethodDef kBaseMethods[] = {
    {"seek", "($self, offset, whence=0, /)", baseSeek, "Change the stream position to the given byte offset."},
    {"tell", "($self, /)", baseTell, "Return current stream position."},
    {"truncate", "($self, size=None, /)", baseTruncate, "Truncate file to size bytes."},
    {"flush", "($self, /)", baseFlush, "Flush write buffers, if applicable."},
    {"close", "($self, /)", baseClose, "Flush and close the IO object."},
    {"seekable", "($self, /)", baseFalse, "Return whether object supports random access."},
    {"readable", "($self, /)", baseFalse, "Return whether object was opened for reading."},
    {"writable", "($self, /)", baseFalse, "Return whether object was opened for writing."},
    {"fileno", "($self, /)", baseFileno, "Returns underlying file descriptor if one exists."},
    {"isatty", "($self, /)", baseIsatty, "Return whether this is an 'interactive' stream."},
    {"readline", "($self, size=-1, /)", baseReadline, "Read and return a line from the stream."},
    {"readlines", "($self, hint=-1, /)", baseReadlines, "Return a list of lines from the stream."},
    {"writelines", "($self, lines, /)", baseWritelines, "Write a list of lines to stream."},
    {"_checkClosed", "($self, /)", checkClosedMethod, ""},
    {"_checkReadable", "($self, /)", checkReadable, ""},
    {"_checkWritable", "($self, /)", checkWritable, ""},
    {"_checkSeekable", "($self, /)", checkSeekable, ""},
    {"__enter__", "($self, /)", baseEnter, ""},
    {"__exit__", "($self, type=None, value=None, traceback=None, /)", baseExit, ""},
    {"__del__", "($self, /)", baseDel, ""},
};
constexpr GetSetDef kBaseAttributes[] = {{"closed", baseClosed}, {"__dict__", getAttributeDict, replaceAttributeDict}};
constexpr MethodDef kRawMethods[] = {
    {"read", "($self, size=-1, /)", rawRead, ""},
    {"readall", "($self, /)", rawReadAll, "Read until EOF, using multiple read() call."},
};
constexpr MethodDef kBufferedMethods[] = {
    {"detach", "($self, /)", bufferedDetach, "Disconnect this buffer from its underlying raw stream and return it."},
    {"read", "($self, size=-1, /)", bufferedRead, "Read and return up to n bytes."},
    {"read1", "($self, size=-1, /)", bufferedRead1, "Read and return up to n bytes, with at most one read() call."},
    {"write", "($self, b, /)", bufferedWrite, "Write the given buffer to the IO stream."},
    {"readinto", "($self, buffer, /)", bufferedReadInto, ""},
    {"readinto1", "($self, buffer, /)", bufferedReadInto1, ""},
};
constexpr MethodDef kTextMethods[] = {
    {"detach", "($self, /)", bufferedDetach, "Separate the underlying buffer from the TextIOBase and return it."},
    {"read", "($self, size=-1, /)", bufferedRead, "Read at most n characters from stream."},
    {"readline", "($self, size=-1, /)", textReadline, "Read until newline or EOF."},
    {"write", "($self, s, /)", bufferedWrite, "Write string to stream."},
};
constexpr GetSetDef kTextAttributes[] = {{"encoding", textNone}, {"newlines", textNone}, {"errors", textNone}};

} // namespace

const TypeDef io_base_def = {.name = "_io._IOBase",
                             .doc = "The abstract base class for all I/O classes.",
                             .size = sizeof(IOObject),
                             .flags = kBaseType | kHasFinalizer,
                             .slots = {.iter = baseIter, .next = baseNext, .create = baseCreate, .init = acceptAnything},
                             .methods = kBaseMethods,
                             .attributes = kBaseAttributes,
                             .attributes_offset = offsetof(IOObject, attributes)};
const TypeDef raw_io_base_def = {.name = "_io._RawIOBase",
                                 .doc = "Base class for raw binary I/O.",
                                 .base = &io_base_type,
                                 .size = sizeof(IOObject),
                                 .flags = kBaseType | kHasFinalizer,
                                 .methods = kRawMethods};
const TypeDef buffered_io_base_def = {.name = "_io._BufferedIOBase",
                                      .doc = "Base class for buffered IO objects.",
                                      .base = &io_base_type,
                                      .size = sizeof(IOObject),
                                      .flags = kBaseType | kHasFinalizer,
                                      .methods = kBufferedMethods};
const TypeDef text_io_base_def = {.name = "_io._TextIOBase",
                                  .doc = "Base class for text I/O.",
                                  .base = &io_base_type,
                                  .size = sizeof(IOObject),
                                  .flags = kBaseType | kHasFinalizer,
                                  .methods = kTextMethods,
                                  .attributes = kTextAttributes};

} // namespace pystm
