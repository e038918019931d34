// _io.TextIOWrapper, reading: chunks of the buffer become text, cut into lines. The encodings that the interpreter
// knows are decoded here; the others go through their incremental decoders.
#include "modules/io_text.h"

#include "objects/codecs.h"

#include <algorithm>

namespace pystm::io_text {

bool ready(Thread &thread, const TextWrapper *self) {
  if (!self->buffer.isUnbound())
    return true;
  raiseValueError(thread, self->detached ? "underlying buffer has been detached" : "I/O operation on uninitialized object");
  return false;
}

bool open(Thread &thread, TextWrapper *self) { return ready(thread, self) && checkClosed(thread, self); }

std::string_view viewOf(const ByteArray *bytes) {
  return {reinterpret_cast<const char *>(bytes->data), static_cast<size_t>(bytes->size)};
}

bool append(Thread &thread, ByteArray *bytes, std::string_view more) {
  int64_t old = bytes->size;
  if (!resizeByteArray(thread, bytes, old + static_cast<int64_t>(more.size())))
    return false;
  if (!more.empty())
    std::memcpy(bytes->data + old, more.data(), more.size());
  return true;
}

bool flushPending(Thread &thread, TextWrapper *self) {
  if (self->pending->size == 0)
    return true;
  Bytes *bytes = makeBytes(thread, viewOf(self->pending));
  resizeByteArray(thread, self->pending, 0);
  while (callMethod(thread, self->buffer, names.write, {bytes}).isError())
    return false;
  return true;
}

void dropReadAhead(Thread &thread, TextWrapper *self) {
  self->decoded = emptyStr();
  self->position = 0;
  self->pending_return = false;
  resizeByteArray(thread, self->partial, 0);
  resizeByteArray(thread, self->chunk, 0);
}

Value decodeMore(Thread &thread, TextWrapper *self, std::string_view bytes, bool final) {
  if (self->codec < 0) {
    Value text = callMethod(thread, self->decoder, "decode", {makeBytes(thread, bytes), makeBool(final)});
    return text.isError() || isStr(text) ? text : raiseTypeError(thread, "decoder should return a string result, not '%T'", text.bits);
  }
  std::string joined(viewOf(self->partial));
  joined += bytes;
  DecodeState state;
  state.final = final;
  state.byte_order = self->byte_order;
  std::string errors = toUtf8(self->errors);
  Value text = decodeNative(thread, joined, static_cast<Codec>(self->codec), errors.c_str(), state);
  if (text.isError())
    return text;
  self->byte_order = static_cast<int8_t>(state.byte_order);
  resizeByteArray(thread, self->partial, 0);
  return append(thread, self->partial, std::string_view(joined).substr(state.consumed)) ? text : Value::error();
}

Value applyNewlines(Thread &thread, TextWrapper *self, Value text, bool final) {
  auto *s = text.as<Str>();
  if (!self->universal)
    return text;
  bool returns = self->pending_return;
  bool ascii_scan = s->width == 1;
  if (!returns && ascii_scan && !std::memchr(s->data, '\r', static_cast<size_t>(s->length))) {
    if (std::memchr(s->data, '\n', static_cast<size_t>(s->length)))
      self->seen |= 2;
    return text;
  }
  std::u32string wide = toCodePoints(s);
  if (returns && (final || !wide.empty())) {
    wide.insert(wide.begin(), '\r');
    self->pending_return = false;
  }
  if (!wide.empty() && wide.back() == '\r' && !final) {
    wide.pop_back();
    self->pending_return = true;
  }
  std::u32string translated = translateNewlines(wide, self->seen);
  return makeStr(thread, self->translate ? translated : wide);
}

// Reads a chunk and appends its text: 1, 0 at the end, -1 for an error.
int readChunk(Thread &thread, TextWrapper *self) {
  Value reader = findAttribute(thread, self->buffer, intern(thread, "read1"));
  bool has_read1 = !reader.isUnbound();
  if (!has_read1)
    reader = getAttribute(thread, self->buffer, names.read);
  Value bytes = reader.isError() ? reader : call(thread, reader, {Value::smallInt(kChunk)});
  if (bytes.isError())
    return -1;
  if (!hasBuffer(bytes)) {
    raiseTypeError(thread, "underlying %s() should have returned a bytes-like object, not '%T'", has_read1 ? "read1" : "read", bytes.bits);
    return -1;
  }
  Buffer input;
  if (!getBuffer(thread, bytes, input))
    return -1;
  std::string data(bufferView(input));
  releaseBuffer(input);
  bool rest = self->position < self->decoded->length;
  if (!rest)
    resizeByteArray(thread, self->chunk, 0);
  if (self->chunk->size == 0 && self->partial->size > 0 && !append(thread, self->chunk, viewOf(self->partial)))
    return -1;
  if (!append(thread, self->chunk, data))
    return -1;
  Value text = decodeMore(thread, self, data, data.empty());
  if (!text.isError() && !isStr(text))
    text = raiseTypeError(thread, "decoder should return a string result, not '%T'", text.bits);
  if (!text.isError())
    text = applyNewlines(thread, self, text, data.empty());
  if (text.isError())
    return -1;
  auto *s = text.as<Str>();
  if (rest) {
    // Positions of tell() count from the chunk's beginning.
    self->decoded = concatenate(thread, self->decoded, s);
  } else {
    self->decoded = s;
    self->position = 0;
  }
  return data.empty() && s->length == 0 ? 0 : 1;
}

bool canRead(Thread &thread, TextWrapper *self) {
  if (!open(thread, self))
    return false;
  return self->pending->size == 0 || flushPending(thread, self);
}

// A stream that cannot be read says so itself in read1; a pure writer has no such method.
bool readable(Thread &thread, TextWrapper *self) {
  int answer = askStream(thread, self->buffer, "readable");
  if (answer == 0)
    raiseUnsupported(thread, "not readable");
  return answer > 0;
}

Value textRead(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  int64_t size = -1;
  if (!sizeArgument(thread, args[1], size) || !canRead(thread, self) || !readable(thread, self))
    return Value::error();
  if (size < 0) {
    Value bytes = callMethod(thread, self->buffer, names.read);
    if (bytes.isError())
      return bytes;
    if (isNone(bytes))
      bytes = emptyBytes();
    if (!hasBuffer(bytes))
      return raiseTypeError(thread, "underlying read() should have returned a bytes-like object, not '%T'", bytes.bits);
    Buffer input;
    if (!getBuffer(thread, bytes, input))
      return Value::error();
    std::string data(bufferView(input));
    releaseBuffer(input);
    Value text = decodeMore(thread, self, data, true);
    if (!text.isError())
      text = applyNewlines(thread, self, text, true);
    if (text.isError())
      return text;
    Value rest = substring(thread, self->decoded, self->position, self->decoded->length);
    dropReadAhead(thread, self);
    return concatenate(thread, rest.as<Str>(), text.as<Str>());
  }
  StrBuilder out;
  for (;;) {
    int64_t take = std::min(size - static_cast<int64_t>(out.size()), self->decoded->length - self->position);
    out.append(self->decoded, self->position, self->position + take);
    self->position += take;
    if (static_cast<int64_t>(out.size()) >= size)
      return out.finish(thread);
    int state = readChunk(thread, self);
    if (state < 0)
      return Value::error();
    if (state == 0)
      return out.finish(thread);
  }
}

// The position behind the end of the line that begins at `from`; -1 when it is not complete.
int64_t lineEnd(const TextWrapper *self, int64_t from) {
  const Str *s = self->decoded;
  if (self->translate || isNone(self->newline) || self->newline.as<Str>()->is("\n")) {
    if (s->width == 1) {
      auto *found = static_cast<const char *>(std::memchr(s->data + from, '\n', static_cast<size_t>(s->length - from)));
      return found ? found - s->data + 1 : -1;
    }
    for (int64_t i = from; i < s->length; ++i) {
      if ((*s)[i] == '\n')
        return i + 1;
    }
    return -1;
  }
  if (self->universal) {
    for (int64_t i = from; i < s->length; ++i) {
      if ((*s)[i] == '\n')
        return i + 1;
      if ((*s)[i] == '\r')
        return i + 1 < s->length && (*s)[i + 1] == '\n' ? i + 2 : i + 1;
    }
    return -1;
  }
  const Str *newline = self->newline.as<Str>();
  int64_t at = findStr(s, newline, from, s->length);
  return at < 0 ? -1 : at + newline->length;
}

Value readLine(Thread &thread, TextWrapper *self, int64_t limit) {
  for (;;) {
    int64_t end = lineEnd(self, self->position);
    int64_t most = limit >= 0 ? std::min(self->position + limit, self->decoded->length) : self->decoded->length;
    bool full = limit >= 0 && self->decoded->length - self->position >= limit;
    if (end >= 0 || full) {
      int64_t stop = end < 0 ? most : std::min(end, most);
      Str *line = substring(thread, self->decoded, self->position, stop);
      self->position = stop;
      return line;
    }
    int state = readChunk(thread, self);
    if (state < 0)
      return Value::error();
    if (state == 0) {
      Str *line = substring(thread, self->decoded, self->position, self->decoded->length);
      self->position = self->decoded->length;
      return line;
    }
  }
}

Value textReadline(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  int64_t limit = -1;
  if (!sizeArgument(thread, args[1], limit) || !canRead(thread, self))
    return Value::error();
  if (self->decoded->length == self->position && !readable(thread, self))
    return Value::error();
  return readLine(thread, self, limit);
}

Value textNext(Thread &thread, Value value) {
  auto *self = value.as<TextWrapper>();
  self->telling = false;
  Value line;
  if (isExactly(value, text_io_wrapper_type)) {
    if (!canRead(thread, self) || (self->decoded->length == self->position && !readable(thread, self)))
      return Value::error();
    line = readLine(thread, self, -1);
  } else {
    line = callMethod(thread, value, names.readline);
  }
  if (line.isError())
    return line;
  if (!isStr(line))
    return raise(thread, &OSError_type, "readline() should have returned a str object, not '%T'", line.bits);
  if (line.as<Str>()->length > 0)
    return line;
  self->telling = true;
  return Value::unbound();
}

} // namespace pystm::io_text
