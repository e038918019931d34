// The module _io: open(), the types, the exceptions; and BufferedRWPair, two streams as one.
#include "modules/io.h"
#include "modules/native_init.h"

#include "objects/list.h"

#include <sys/stat.h>
#include <unistd.h>

namespace pystm {

Type buffered_rw_pair_type;

namespace {

struct Pair : IOObject {
  Value reader, writer;
};

Value pairCreate(Thread &thread, Type *type, const Arguments &) { return allocate<Pair>(thread, type); }

Value pairInit(Thread &thread, LocalValue *args) {
  auto *self = args[0].as<Pair>();
  int64_t size = 0;
  if (!toInt64(thread, args[3], size))
    return Value::error();
  int reads = askStream(thread, args[1], "readable");
  int writes = reads < 0 ? -1 : askStream(thread, args[2], "writable");
  if (writes < 0)
    return Value::error();
  if (!reads || !writes)
    return raiseUnsupported(thread, reads ? "File or stream is not writable." : "File or stream is not readable.");
  self->reader = makeBuffered(thread, &buffered_reader_type, args[1], size);
  self->writer = self->reader.isError() ? self->reader : makeBuffered(thread, &buffered_writer_type, args[2], size);
  return self->writer.isError() ? Value::error() : none();
}

#define TO_READER(function, name)                                                                              \
  Value function(Thread &thread, LocalValue *args) { return callMethod(thread, args[0].as<Pair>()->reader, name, {args[1]}); }
#define TO_WRITER(function, name)                                                                              \
  Value function(Thread &thread, LocalValue *args) { return callMethod(thread, args[0].as<Pair>()->writer, name); }
TO_READER(pairRead, "read")
TO_READER(pairRead1, "read1")
TO_READER(pairPeek, "peek")
TO_READER(pairReadInto, "readinto")
TO_READER(pairReadInto1, "readinto1")
TO_WRITER(pairFlush, "flush")
TO_WRITER(pairWritable, "writable")
#undef TO_READER
#undef TO_WRITER
Value pairReadable(Thread &thread, LocalValue *args) { return callMethod(thread, args[0].as<Pair>()->reader, "readable"); }
Value pairWrite(Thread &thread, LocalValue *args) { return callMethod(thread, args[0].as<Pair>()->writer, "write", {args[1]}); }
Value pairClose(Thread &thread, LocalValue *args) {
  Value first = callMethod(thread, args[0].as<Pair>()->writer, "close");
  Value second = first.isError() ? first : callMethod(thread, args[0].as<Pair>()->reader, "close");
  return second;
}
Value pairClosed(Thread &thread, Value self) { return getAttribute(thread, self.as<Pair>()->writer, intern(thread, "closed")); }

void tracePair(Object *object, Tracer &tracer) {
  tracer.visit(static_cast<Pair *>(object)->reader);
  tracer.visit(static_cast<Pair *>(object)->writer);
}

constexpr MethodDef kPairInit = {"__init__", "($self, reader, writer, buffer_size=8192, /)", pairInit};
constexpr MethodDef kPairMethods[] = {
    {"read", "($self, size=-1, /)", pairRead},       {"read1", "($self, size=-1, /)", pairRead1},
    {"peek", "($self, size=0, /)", pairPeek},        {"readinto", "($self, buffer, /)", pairReadInto},
    {"readinto1", "($self, buffer, /)", pairReadInto1}, {"write", "($self, buffer, /)", pairWrite},
    {"flush", "($self, /)", pairFlush},              {"close", "($self, /)", pairClose},
    {"readable", "($self, /)", pairReadable},        {"writable", "($self, /)", pairWritable},
};
constexpr GetSetDef kPairAttributes[] = {{"closed", pairClosed}};

// open(): which letters a mode has.
struct Mode {
  bool create = false, read = false, write = false, append = false, update = false, text = false, binary = false;
};

bool parseMode(Thread &thread, std::string_view mode, Mode &result) {
  for (size_t i = 0; i < mode.size(); ++i) {
    bool *flag = nullptr;
    switch (mode[i]) {
    case 'x':
      flag = &result.create;
      break;
    case 'r':
      flag = &result.read;
      break;
    case 'w':
      flag = &result.write;
      break;
    case 'a':
      flag = &result.append;
      break;
    case '+':
      flag = &result.update;
      break;
    case 't':
      flag = &result.text;
      break;
    case 'b':
      flag = &result.binary;
      break;
    default:
      break;
    }
    if (!flag || *flag) {
      raiseValueError(thread, "invalid mode: '%s'", std::string(mode).c_str());
      return false;
    }
    *flag = true;
  }
  if (result.text && result.binary) {
    raiseValueError(thread, "can't have text and binary mode at once");
    return false;
  }
  if (result.create + result.read + result.write + result.append > 1) {
    raiseValueError(thread, "must have exactly one of create/read/write/append mode");
    return false;
  }
  if (result.create + result.read + result.write + result.append == 0) {
    raiseValueError(thread, "Must have exactly one of create/read/write/append mode and at most one plus");
    return false;
  }
  return true;
}

} // namespace

Value openFile(Thread &thread, Value file, const char *mode_text, int64_t buffering, Value encoding, Value errors, Value newline,
               bool close_fd, Value opener) {
  Mode mode;
  if (!parseMode(thread, mode_text, mode))
    return Value::error();
  if (mode.binary) {
    const char *given = !isNone(encoding) ? "an encoding" : !isNone(errors) ? "an errors" : !isNone(newline) ? "a newline" : nullptr;
    if (given)
      return raiseValueError(thread, "binary mode doesn't take %s argument", given);
  }
  std::string raw_mode;
  raw_mode += mode.create ? "x" : mode.read ? "r" : mode.write ? "w" : "a";
  if (mode.update)
    raw_mode += "+";
  Value raw = makeFileIO(thread, file, raw_mode.c_str(), close_fd, opener);
  if (raw.isError())
    return raw;
  auto fail = [&](Value) {
    Value problem = takeException(thread);
    callMethod(thread, raw, "close");
    thread.clearException();
    return raise(thread, problem);
  };
  int fd = raw.as<FileIO>()->fd;
  bool writes = !mode.read || mode.update;
  struct stat st {};
  if (mode.read && fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
    flushWriters(thread, st);
  bool tty = isatty(fd) != 0;
  bool line_buffering = buffering == 1 || (buffering < 0 && tty);
  if (line_buffering && mode.binary && buffering == 1 &&
      !warn(thread, &RuntimeWarning_type,
            "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used"))
    return fail(none());
  if (buffering < 0 || buffering == 1)
    buffering = raw.as<FileIO>()->block_size;
  if (buffering == 0) {
    if (!mode.binary)
      return fail(raiseValueError(thread, "can't have unbuffered text I/O"));
    return raw;
  }
  Type *kind = mode.update ? &buffered_random_type : mode.read ? &buffered_reader_type : &buffered_writer_type;
  Value buffer = makeBuffered(thread, kind, raw, buffering);
  if (buffer.isError())
    return fail(buffer);
  if (mode.binary) {
    if (writes)
      noteWriter(thread, buffer, fd);
    return buffer;
  }
  Value text = call(thread, &text_io_wrapper_type, {buffer, encoding, errors, newline, makeBool(line_buffering)});
  if (text.isError())
    return fail(text);
  if (!setAttribute(thread, text, intern(thread, "mode"), makeStr(thread, std::string_view(mode_text))))
    return fail(none());
  if (writes)
    noteWriter(thread, text, fd);
  return text;
}

namespace {

Value ioOpen(Thread &thread, LocalValue *args) {
  if (!isStr(args[1]))
    return raiseTypeError(thread, "open() argument 'mode' must be str, not %T", args[1].bits);
  int64_t buffering = 0;
  if (!toInt64(thread, args[2], buffering))
    return Value::error();
  for (int i = 3; i <= 5; ++i) {
    const char *parameter[] = {"encoding", "errors", "newline"};
    if (!isNone(args[i]) && !isStr(args[i]))
      return raiseTypeError(thread, "open() argument '%s' must be str or None, not %T", parameter[i - 3], args[i].bits);
  }
  int close_fd = isTrue(thread, args[6]);
  if (close_fd < 0)
    return Value::error();
  Value file = args[0];
  if (!isInt(file)) {
    if (isStr(file) || isBytes(file)) {
    } else {
      Value fspath = lookupSpecial(thread, file, names.fspath);
      if (fspath.isError())
        return fspath;
      if (fspath.isUnbound() && typeOf(file)->slots.index)
        file = indexOf(thread, file);
      else if (fspath.isUnbound())
        return raiseTypeError(thread, "expected str, bytes or os.PathLike object, not %T", file.bits);
      else
        file = call(thread, fspath);
      if (file.isError())
        return file;
    }
  }
  std::string mode = toUtf8(args[1].as<Str>());
  return openFile(thread, file, mode.c_str(), buffering, args[3], args[4], args[5], close_fd != 0, args[7]);
}

Value ioOpenCode(Thread &thread, LocalValue *args) {
  return openFile(thread, args[0], "rb", -1, none(), none(), none(), true, none());
}

Value ioTextEncoding(Thread &thread, LocalValue *args) {
  return isNone(args[0]) ? Value(makeAscii(thread, "locale")) : args[0];
}

constexpr MethodDef kFunctions[] = {
    {"open", "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", ioOpen,
     "Open file and return a stream.  Raise OSError upon failure."},
    {"open_code", "(path)", ioOpenCode, "Opens the provided file with the intent to import the contents."},
    {"text_encoding", "(encoding, stacklevel=2, /)", ioTextEncoding, "A helper function to choose the text encoding."},
};

bool initializeModule(Thread &thread, Module *module) {
  struct {
    Type &type;
    const TypeDef &definition;
  } types[] = {
      {io_base_type, io_base_def},
      {raw_io_base_type, raw_io_base_def},
      {buffered_io_base_type, buffered_io_base_def},
      {text_io_base_type, text_io_base_def},
      {file_io_type, file_io_def},
      {bytes_io_type, bytes_io_def},
      {buffered_reader_type, buffered_reader_def},
      {buffered_writer_type, buffered_writer_def},
      {buffered_random_type, buffered_random_def},
      {buffered_rw_pair_type, buffered_rw_pair_def},
      {string_io_type, string_io_def},
      {text_io_wrapper_type, text_io_wrapper_def},
      {newline_decoder_type, newline_decoder_def},
  };
  for (auto &row : types) {
    if (!row.type.name)
      readyType(thread, row.type, row.definition);
    if (!addModuleType(thread, module, &row.type))
      return false;
  }
  Value unsupported = call(thread, &type_type,
                           {makeAscii(thread, "UnsupportedOperation"), makeTuple(thread, {&OSError_type, &ValueError_type}),
                            makeDict(thread)});
  return !unsupported.isError() && setAttribute(thread, unsupported, names.module, makeAscii(thread, "io")) &&
         setModuleAttribute(thread, module, "UnsupportedOperation", unsupported) &&
         setModuleAttribute(thread, module, "BlockingIOError", &BlockingIOError_type) &&
         setModuleAttribute(thread, module, "DEFAULT_BUFFER_SIZE", Value::smallInt(kDefaultBufferSize));
}

} // namespace

const TypeDef buffered_rw_pair_def = {.name = "_io.BufferedRWPair",
                                      .doc = "A buffered reader and writer object together.",
                                      .base = &buffered_io_base_type,
                                      .size = sizeof(Pair),
                                      .flags = kBaseType | kHasFinalizer,
                                      .trace = tracePair,
                                      .slots = {.create = pairCreate, .init = initSlot<&kPairInit>},
                                      .methods = kPairMethods,
                                      .attributes = kPairAttributes};

extern const ModuleDef io_module;
const ModuleDef io_module = {"_io", "The io module provides the Python interfaces to stream handling.", kFunctions, initializeModule};

} // namespace pystm
