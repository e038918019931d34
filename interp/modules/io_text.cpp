// _io.TextIOWrapper: text over a buffered binary stream. Reading is in io_text_read.cpp.
#include "modules/io_text.h"

#include "modules/native_init.h"

#include "objects/codecs.h"

#include <algorithm>

namespace pystm {

Type text_io_wrapper_type;

namespace {

using namespace io_text;

Value textWrite(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!isStr(args[1]))
    return raiseTypeError(thread, "write() argument must be str, not %T", args[1].bits);
  if (!open(thread, self))
    return Value::error();
  if (!self->writes)
    return raiseUnsupported(thread, "not writable");
  auto *text = args[1].as<Str>();
  int64_t length = text->length;
  Str *newline_text = makeStrOfChar(thread, '\n');
  bool has_newline = findStr(text, newline_text, 0, length) >= 0;
  bool has_return = self->line_buffering && findStr(text, makeStrOfChar(thread, '\r'), 0, length) >= 0;
  if (has_newline && isStr(self->newline) && (self->newline.as<Str>()->is("\r") || self->newline.as<Str>()->is("\r\n"))) {
    Value replaced = callMethod(thread, text, "replace", {newline_text, self->newline});
    if (replaced.isError())
      return replaced;
    text = replaced.as<Str>();
  }
  if (self->codec < 0) {
    Value bytes = callMethod(thread, self->encoder, "encode", {text});
    if (!bytes.isError() && !isBytes(bytes))
      bytes = raiseTypeError(thread, "encoder should return a bytes object, not '%T'", bytes.bits);
    if (bytes.isError() || !append(thread, self->pending, bytes.as<Bytes>()->view()))
      return Value::error();
  } else if (text->ascii && self->codec <= static_cast<int>(Codec::kAscii)) {
    if (!append(thread, self->pending, text->view()))
      return Value::error();
  } else {
    std::string errors = toUtf8(self->errors);
    Value bytes = encodeNative(thread, text, static_cast<Codec>(self->codec), errors.c_str(), self->at_start ? 0 : -1);
    if (bytes.isError() || !append(thread, self->pending, bytes.as<Bytes>()->view()))
      return Value::error();
  }
  self->at_start = false;
  bool flush = self->write_through || (self->line_buffering && (has_newline || has_return));
  if ((flush || self->pending->size >= kChunk) && !flushPending(thread, self))
    return Value::error();
  if (self->line_buffering && (has_newline || has_return) && callMethod(thread, self->buffer, names.flush).isError())
    return Value::error();
  if (self->position < self->decoded->length || self->partial->size > 0)
    dropReadAhead(thread, self);
  self->decoded = emptyStr();
  self->position = 0;
  return makeInt(thread, length);
}

Value textFlush(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!open(thread, self))
    return Value::error();
  self->telling = true;
  if (!flushPending(thread, self))
    return Value::error();
  return callMethod(thread, self->buffer, names.flush);
}

Value textClose(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!ready(thread, self))
    return Value::error();
  int closed = isClosed(thread, args[0]);
  if (closed != 0)
    return closed < 0 ? Value::error() : none();
  Value flushed = callMethod(thread, args[0], names.flush);
  Value problem = flushed.isError() ? takeException(thread) : Value::unbound();
  Value done = callMethod(thread, self->buffer, names.close);
  return afterClosing(thread, done, problem);
}

Value textDetach(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!ready(thread, self) || callMethod(thread, args[0], names.flush).isError())
    return Value::error();
  Value buffer = self->buffer;
  self->buffer = Value::unbound();
  self->detached = true;
  return buffer;
}

Value textTell(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!open(thread, self))
    return Value::error();
  int seekable = askStream(thread, self->buffer, "seekable");
  if (seekable <= 0)
    return seekable < 0 ? Value::error() : raiseUnsupported(thread, "underlying stream is not seekable");
  if (!self->telling)
    return raise(thread, &OSError_type, "telling position disabled by next() call");
  if (callMethod(thread, args[0], names.flush).isError())
    return Value::error();
  Value at = callMethod(thread, self->buffer, "tell");
  if (at.isError() || self->chunk->size == 0)
    return at;
  if (self->position == self->decoded->length && self->partial->size == 0 && !self->pending_return)
    return at;
  // How many of the chunk's bytes make the text that was handed out.
  auto codec = static_cast<Codec>(self->codec);
  std::string errors = toUtf8(self->errors), encoding = toUtf8(self->encoding);
  DecodeState state;
  state.final = false;
  Value raw = self->codec < 0 ? decodeBytesLike(thread, Value(makeBytes(thread, viewOf(self->chunk))), encoding.c_str(), errors.c_str())
                              : decodeNative(thread, viewOf(self->chunk), codec, errors.c_str(), state);
  if (raw.isError())
    return raw;
  auto *text = raw.as<Str>();
  int64_t given = 0;
  int64_t k = 0;
  while (k < text->length && given < self->position) {
    if (self->translate && (*text)[k] == '\r' && k + 1 < text->length && (*text)[k + 1] == '\n')
      ++k;
    ++k;
    ++given;
  }
  Str *given_text = substring(thread, text, 0, k);
  Value used = self->codec < 0 ? encodeStr(thread, given_text, encoding.c_str(), errors.c_str()) : encodeNative(thread, given_text, codec, errors.c_str(), -1);
  if (used.isError())
    return used;
  return addInts(thread, subtractInts(thread, at, makeInt(thread, self->chunk->size)), makeInt(thread, used.as<Bytes>()->size));
}

// Only what stands at the start of the stream gets a byte order mark.
bool placeEncoder(Thread &thread, TextWrapper *self, bool start) {
  self->at_start = start;
  if (self->codec >= 0 || isNone(self->encoder))
    return true;
  return !(start ? callMethod(thread, self->encoder, "reset") : callMethod(thread, self->encoder, "setstate", {Value::smallInt(0)})).isError();
}

Value textSeek(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  int whence = 0;
  if (!open(thread, self) || !toInt(thread, args[2], whence))
    return Value::error();
  int seekable = askStream(thread, self->buffer, "seekable");
  if (seekable <= 0)
    return seekable < 0 ? Value::error() : raiseUnsupported(thread, "underlying stream is not seekable");
  Value target = args[1];
  int nonzero = isTrue(thread, target);
  if (nonzero < 0)
    return Value::error();
  if (whence == 1) {
    if (nonzero)
      return raiseUnsupported(thread, "can't do nonzero cur-relative seeks");
    target = callMethod(thread, args[0], "tell");
    if (target.isError())
      return target;
  } else if (whence == 2) {
    if (nonzero)
      return raiseUnsupported(thread, "can't do nonzero end-relative seeks");
  } else if (whence != 0) {
    return raiseValueError(thread, "invalid whence (%d, should be 0, 1 or 2)", whence);
  }
  if (whence != 2 && compareInts(target, Value::smallInt(0)) < 0)
    return raiseValueError(thread, "negative seek position %R", target.bits);
  if (callMethod(thread, args[0], names.flush).isError())
    return Value::error();
  dropReadAhead(thread, self);
  if (self->codec < 0 && !isNone(self->decoder) && callMethod(thread, self->decoder, "reset").isError())
    return Value::error();
  Value at = callMethod(thread, self->buffer, "seek", {whence == 2 ? Value::smallInt(0) : target, Value::smallInt(whence == 2 ? 2 : 0)});
  return at.isError() || !placeEncoder(thread, self, at == Value::smallInt(0)) ? Value::error() : at;
}

Value textTruncate(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!ready(thread, self) || callMethod(thread, args[0], names.flush).isError())
    return Value::error();
  return callMethod(thread, self->buffer, "truncate", {args[1]});
}

#define FORWARD(function, name)                                                                                \
  Value function(Thread &thread, LocalValue *args) {                                                                \
    return ready(thread, selfOf(args)) ? callMethod(thread, selfOf(args)->buffer, name) : Value::error();      \
  }
FORWARD(textSeekable, "seekable")
FORWARD(textReadable, "readable")
FORWARD(textWritable, "writable")
FORWARD(textFileno, "fileno")
FORWARD(textIsatty, "isatty")
#undef FORWARD

Value bufferAttribute(Thread &thread, Value self, const char *name) {
  return ready(thread, self.as<TextWrapper>()) ? getAttribute(thread, self.as<TextWrapper>()->buffer, intern(thread, name)) : Value::error();
}
Value getClosed(Thread &thread, Value self) { return bufferAttribute(thread, self, "closed"); }
Value getName(Thread &thread, Value self) { return bufferAttribute(thread, self, "name"); }
Value getBufferObject(Thread &thread, Value self) { return ready(thread, self.as<TextWrapper>()) ? self.as<TextWrapper>()->buffer : Value::error(); }
Value getEncoding(Thread &, Value self) { return self.as<TextWrapper>()->encoding ? Value(self.as<TextWrapper>()->encoding) : none(); }
Value getErrors(Thread &thread, Value self) {
  return self.as<TextWrapper>()->errors ? Value(self.as<TextWrapper>()->errors) : raiseValueError(thread, "I/O operation on uninitialized object");
}
Value getNewlines(Thread &thread, Value self) { return seenNewlines(thread, self.as<TextWrapper>()->seen); }
Value getLineBuffering(Thread &, Value self) { return makeBool(self.as<TextWrapper>()->line_buffering); }
Value getWriteThrough(Thread &, Value self) { return makeBool(self.as<TextWrapper>()->write_through); }
Value getChunkSize(Thread &, Value) { return Value::smallInt(kChunk); }
bool setChunkSize(Thread &, Value, Value) { return true; }

Value textRepr(Thread &thread, Value self) {
  auto *wrapper = self.as<TextWrapper>();
  std::string out = "<_io.TextIOWrapper";
  for (const char *attribute : {"name", "mode"}) {
    Value value = wrapper->buffer.isUnbound() ? Value::unbound() : findAttribute(thread, self, intern(thread, attribute));
    if (value.isError())
      return value;
    if (value.isUnbound())
      continue;
    Value text = reprOf(thread, value);
    if (text.isError())
      return text;
    out += std::string(" ") + attribute + "=" + toUtf8(text.as<Str>());
  }
  out += " encoding='" + (wrapper->encoding ? toUtf8(wrapper->encoding) : "") + "'>";
  return makeStr(thread, out);
}

Value textCreate(Thread &thread, Type *type, const Arguments &) {
  auto *self = allocate<TextWrapper>(thread, type);
  self->newline = self->decoder = self->encoder = none();
  self->decoded = emptyStr();
  return self;
}

bool setNewline(Thread &thread, TextWrapper *self, Value newline) {
  if (!isNone(newline) && !isStr(newline)) {
    raiseTypeError(thread, "newline must be str or None, not %T", newline.bits);
    return false;
  }
  if (isStr(newline)) {
    auto *text = newline.as<Str>();
    if (text->length != 0 && !text->is("\n") && !text->is("\r") && !text->is("\r\n")) {
      raiseValueError(thread, "illegal newline value: %R", newline.bits);
      return false;
    }
  }
  self->newline = newline;
  self->universal = isNone(newline) || newline.as<Str>()->length == 0;
  self->translate = isNone(newline);
  return true;
}

// Looks the encoding up, and makes decoder and encoder where it is not one of ours.
bool setEncoding(Thread &thread, TextWrapper *self) {
  std::string name = toUtf8(self->encoding);
  if (auto codec = nativeCodec(name)) {
    self->codec = static_cast<int8_t>(*codec);
    return true;
  }
  self->codec = -1;
  Value info = lookupCodec(thread, name);
  if (info.isError())
    return false;
  Value text_encoding = findAttribute(thread, info, intern(thread, "_is_text_encoding"));
  if (text_encoding == falseValue()) {
    raise(thread, &LookupError_type, "'%s' is not a text encoding; use codecs.open() to handle arbitrary codecs", name.c_str());
    return false;
  }
  int reads = askStream(thread, self->buffer, "readable");
  int writes = askStream(thread, self->buffer, "writable");
  if (reads < 0 || writes < 0)
    return false;
  if (reads)
    self->decoder = callMethod(thread, info, "incrementaldecoder", {self->errors});
  if (writes && !self->decoder.isError())
    self->encoder = callMethod(thread, info, "incrementalencoder", {self->errors});
  return !self->decoder.isError() && !self->encoder.isError();
}

Value textInit(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  Value encoding = args[2];
  Value errors = args[3];
  if (!isNone(encoding) && !isStr(encoding))
    return raiseTypeError(thread, "TextIOWrapper() argument 'encoding' must be str or None, not %T", encoding.bits);
  if (!isNone(errors) && !isStr(errors))
    return raiseTypeError(thread, "TextIOWrapper() argument 'errors' must be str or None, not %T", errors.bits);
  if (!setNewline(thread, self, args[4]))
    return Value::error();
  int line_buffering = isTrue(thread, args[5]);
  int write_through = isTrue(thread, args[6]);
  if (line_buffering < 0 || write_through < 0)
    return Value::error();
  bool locale = isNone(encoding) || encoding.as<Str>()->is("locale");
  self->encoding = locale ? makeAscii(thread, "UTF-8") : encoding.as<Str>();
  self->errors = isNone(errors) ? makeAscii(thread, "strict") : errors.as<Str>();
  self->buffer = args[1];
  self->detached = false;
  self->line_buffering = line_buffering != 0;
  self->write_through = write_through != 0;
  self->partial = makeByteArray(thread, "");
  self->chunk = makeByteArray(thread, "");
  self->pending = makeByteArray(thread, "");
  self->decoded = emptyStr();
  self->position = 0;
  self->telling = self->at_start = true;
  int writes = askStream(thread, self->buffer, "writable");
  if (writes < 0)
    return Value::error();
  self->writes = writes != 0;
  self->pending_return = false;
  self->byte_order = 0;
  if (!setEncoding(thread, self)) {
    self->buffer = Value::unbound();
    return Value::error();
  }
  // Text appended to a stream that has some already gets no byte order mark.
  bool marks = self->codec == static_cast<int>(Codec::kUtf16) || self->codec == static_cast<int>(Codec::kUtf32) || (self->codec < 0 && !isNone(self->encoder));
  if (marks && askStream(thread, self->buffer, "seekable") > 0 && writes) {
    Value at = callMethod(thread, self->buffer, "tell");
    if (at.isError() || (at != Value::smallInt(0) && !placeEncoder(thread, self, false)))
      return Value::error();
  }
  return thread.hasException() ? Value::error() : none();
}

Value textReconfigure(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!ready(thread, self) || callMethod(thread, args[0], names.flush).isError())
    return Value::error();
  if (!args[3].isUnbound() && !setNewline(thread, self, args[3]))
    return Value::error();
  if (!isNone(args[1]) || !isNone(args[2])) {
    if (!isNone(args[1]))
      self->encoding = args[1].as<Str>()->is("locale") ? makeAscii(thread, "UTF-8") : args[1].as<Str>();
    self->errors = isNone(args[2]) ? isNone(args[1]) ? self->errors : makeAscii(thread, "strict") : args[2].as<Str>();
    if (!setEncoding(thread, self))
      return Value::error();
  }
  if (!isNone(args[4]))
    self->line_buffering = isTrue(thread, args[4]) > 0;
  if (!isNone(args[5]))
    self->write_through = isTrue(thread, args[5]) > 0;
  return none();
}

void traceText(Object *object, Tracer &tracer) {
  auto *self = static_cast<TextWrapper *>(object);
  tracer.visit(self->buffer);
  tracer.visit(self->encoding);
  tracer.visit(self->errors);
  tracer.visit(self->newline);
  tracer.visit(self->decoder);
  tracer.visit(self->encoder);
  tracer.visit(self->decoded);
  tracer.visit(self->partial);
  tracer.visit(self->chunk);
  tracer.visit(self->pending);
}

constexpr MethodDef kInit = {
    "__init__", "($self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)", textInit};
constexpr MethodDef kMethods[] = {
    {"read", "($self, size=-1, /)", textRead},
    {"readline", "($self, size=-1, /)", textReadline},
    {"write", "($self, text, /)", textWrite},
    {"flush", "($self, /)", textFlush},
    {"close", "($self, /)", textClose},
    {"detach", "($self, /)", textDetach},
    {"tell", "($self, /)", textTell},
    {"seek", "($self, cookie, whence=0, /)", textSeek},
    {"truncate", "($self, pos=None, /)", textTruncate},
    {"seekable", "($self, /)", textSeekable},
    {"readable", "($self, /)", textReadable},
    {"writable", "($self, /)", textWritable},
    {"fileno", "($self, /)", textFileno},
    {"isatty", "($self, /)", textIsatty},
    {"reconfigure", "($self, *, encoding=None, errors=None, newline=?, line_buffering=None, write_through=None)", textReconfigure},
};
constexpr GetSetDef kAttributes[] = {
    {"closed", getClosed},       {"name", getName},       {"buffer", getBufferObject},
    {"encoding", getEncoding},   {"errors", getErrors},   {"newlines", getNewlines},
    {"line_buffering", getLineBuffering}, {"write_through", getWriteThrough}, {"_CHUNK_SIZE", getChunkSize, setChunkSize},
};

} // namespace

const TypeDef text_io_wrapper_def = {.name = "_io.TextIOWrapper",
                                     .doc = "Character and line based layer over a BufferedIOBase object, buffer.",
                                     .base = &text_io_base_type,
                                     .size = sizeof(TextWrapper),
                                     .flags = kBaseType | kHasFinalizer,
                                     .trace = traceText,
                                     .slots = {.repr = textRepr, .next = textNext, .create = textCreate, .init = initSlot<&kInit>},
                                     .methods = kMethods,
                                     .attributes = kAttributes};

} // namespace pystm
