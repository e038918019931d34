// _io.StringIO: a text stream in memory, four bytes a character in an array of its own.
#include "modules/io.h"
#include "modules/native_init.h"

#include "objects/dict.h"

#include <algorithm>

namespace pystm {

Type string_io_type;

namespace {

struct StringIO : IOObject {
  char32_t *text; // a RawArray
  int64_t size, capacity, position;
  bool ready;
  bool read_translate, read_universal;
  Value write_newline; // unbound: as it is; else what \n becomes
  Value newline;       // as given
  int seen;
};

StringIO *selfOf(LocalValue *args) { return args[0].as<StringIO>(); }

bool open(Thread &thread, const StringIO *self) {
  if (!self->ready) {
    raiseValueError(thread, "I/O operation on uninitialized object");
    return false;
  }
  if (!self->closed_flag)
    return true;
  raiseValueError(thread, "I/O operation on closed file");
  return false;
}

bool reserve(Thread &thread, StringIO *self, int64_t size) {
  if (size <= self->capacity)
    return true;
  int64_t capacity = std::max<int64_t>(size, self->capacity * 2 + 32);
  auto *text = allocateArray<char32_t>(thread, static_cast<size_t>(capacity));
  if (!text)
    return false;
  if (self->size > 0)
    std::memcpy(text, self->text, static_cast<size_t>(self->size) * sizeof(char32_t));
  self->text = text;
  self->capacity = capacity;
  return true;
}

// Room for so many characters at the position, which moves behind them; null: no memory.
char32_t *advance(Thread &thread, StringIO *self, int64_t count) {
  if (!reserve(thread, self, self->position + count))
    return nullptr;
  if (self->position > self->size)
    std::fill(self->text + self->size, self->text + self->position, U'\0');
  char32_t *room = self->text + self->position;
  self->position += count;
  self->size = std::max(self->size, self->position);
  return room;
}

bool put(Thread &thread, StringIO *self, Str *given) {
  if (given->length == 0)
    return true;
  if (!self->read_universal && self->write_newline.isUnbound()) {
    char32_t *to = advance(thread, self, given->length);
    for (int64_t i = 0; to && i < given->length; ++i)
      to[i] = (*given)[i];
    return to != nullptr;
  }
  std::u32string text = toCodePoints(given);
  if (self->read_universal) {
    std::u32string translated = translateNewlines(text, self->seen);
    if (self->read_translate)
      text = translated;
  }
  if (!self->write_newline.isUnbound()) {
    std::u32string newline = toCodePoints(self->write_newline.as<Str>());
    std::u32string out;
    for (char32_t c : text) {
      if (c == '\n')
        out += newline;
      else
        out.push_back(c);
    }
    text = out;
  }
  char32_t *to = advance(thread, self, static_cast<int64_t>(text.size()));
  if (to)
    std::copy(text.begin(), text.end(), to);
  return to != nullptr;
}

Value create(Thread &thread, Type *type, const Arguments &) { return allocate<StringIO>(thread, type); }

Value initialize(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  Value newline = args[2];
  if (!isNone(newline) && !isStr(newline))
    return raiseTypeError(thread, "newline must be str or None, not %T", newline.bits);
  if (!isNone(newline)) {
    auto *text = newline.as<Str>();
    if (text->length != 0 && !text->is("\n") && !text->is("\r") && !text->is("\r\n"))
      return raiseValueError(thread, "illegal newline value: %R", newline.bits);
  }
  if (!isNone(args[1]) && !isStr(args[1]))
    return raiseTypeError(thread, "initial_value must be str or None, not %T", args[1].bits);
  self->ready = true;
  self->closed_flag = false;
  self->size = self->position = 0;
  self->seen = 0;
  self->newline = newline;
  self->read_universal = isNone(newline) || newline.as<Str>()->length == 0;
  self->read_translate = isNone(newline);
  bool writes = !isNone(newline) && newline.as<Str>()->length > 0 && (*newline.as<Str>())[0] == '\r';
  self->write_newline = writes ? newline : Value::unbound();
  if (!isNone(args[1]) && !put(thread, self, args[1].as<Str>()))
    return Value::error();
  self->position = 0;
  return none();
}

Value piece(Thread &thread, StringIO *self, int64_t from, int64_t to) {
  return makeStr(thread, std::u32string_view(self->text + from, static_cast<size_t>(to - from)));
}

Value read(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  int64_t size = -1;
  if (!open(thread, self) || !sizeArgument(thread, args[1], size))
    return Value::error();
  int64_t left = std::max<int64_t>(self->size - self->position, 0);
  if (size < 0 || size > left)
    size = left;
  int64_t from = self->position;
  self->position += size;
  return size == 0 ? Value(emptyStr()) : piece(thread, self, from, from + size);
}

Value readLine(Thread &thread, StringIO *self, int64_t limit) {
  if (self->position >= self->size)
    return emptyStr();
  int64_t from = self->position;
  int64_t end = limit >= 0 ? std::min(self->size, from + limit) : self->size;
  int64_t at = from;
  bool universal = self->read_universal && !self->read_translate;
  std::u32string wanted = isNone(self->newline) || self->read_universal ? U"\n" : toCodePoints(self->newline.as<Str>());
  while (at < end) {
    char32_t c = self->text[at++];
    if (universal && c == '\r') {
      if (at < end && self->text[at] == '\n')
        ++at;
      break;
    }
    if (universal && c == '\n')
      break;
    if (!universal && c == wanted.back() &&
        (wanted.size() == 1 || (at - from >= 2 && self->text[at - 2] == wanted[0])))
      break;
  }
  self->position = at;
  return piece(thread, self, from, at);
}

Value readline(Thread &thread, LocalValue *args) {
  int64_t limit = -1;
  if (!open(thread, selfOf(args)) || !sizeArgument(thread, args[1], limit))
    return Value::error();
  return readLine(thread, selfOf(args), limit);
}

Value next(Thread &thread, Value self) {
  if (!isExactly(self, string_io_type))
    return io_base_type.slots.next(thread, self);
  if (!open(thread, self.as<StringIO>()))
    return Value::error();
  Value line = readLine(thread, self.as<StringIO>(), -1);
  return line.isError() || line.as<Str>()->length > 0 ? line : Value::unbound();
}

Value write(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!open(thread, self))
    return Value::error();
  if (!isStr(args[1]))
    return raiseTypeError(thread, "string argument expected, got '%T'", args[1].bits);
  return args[1].as<Str>()->length == 0 || put(thread, self, args[1].as<Str>()) ? makeInt(thread, args[1].as<Str>()->length) : Value::error();
}

Value getValue(Thread &thread, LocalValue *args) {
  return open(thread, selfOf(args)) ? piece(thread, selfOf(args), 0, selfOf(args)->size) : Value::error();
}

Value seek(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  int64_t offset = 0;
  int whence = 0;
  if (!open(thread, self) || !toInt64(thread, args[1], offset) || !toInt(thread, args[2], whence))
    return Value::error();
  if (whence < 0 || whence > 2)
    return raiseValueError(thread, "Invalid whence (%d, should be 0, 1 or 2)", whence);
  if (offset < 0 && whence == 0)
    return raiseValueError(thread, "Negative seek position %lld", static_cast<long long>(offset));
  if (whence != 0 && offset != 0)
    return raise(thread, &OSError_type, "Can't do nonzero cur-relative seeks");
  self->position = whence == 0 ? offset : whence == 1 ? self->position : self->size;
  return makeInt(thread, self->position);
}

Value tell(Thread &thread, LocalValue *args) {
  return open(thread, selfOf(args)) ? makeInt(thread, selfOf(args)->position) : Value::error();
}

Value truncate(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  int64_t size = self->position;
  if (!open(thread, self) || (!isNone(args[1]) && !toInt64(thread, args[1], size)))
    return Value::error();
  if (size < 0)
    return raiseValueError(thread, "Negative size value %lld", static_cast<long long>(size));
  self->size = std::min(self->size, size);
  return makeInt(thread, size);
}

Value close(Thread &, LocalValue *args) {
  selfOf(args)->closed_flag = true;
  selfOf(args)->text = nullptr;
  selfOf(args)->size = selfOf(args)->capacity = 0;
  return none();
}

Value yes(Thread &thread, LocalValue *args) { return open(thread, selfOf(args)) ? trueValue() : Value::error(); }

Value getState(Thread &thread, LocalValue *args) {
  Value value = getValue(thread, args);
  if (value.isError())
    return value;
  return makeTuple(thread, {value, selfOf(args)->newline, makeInt(thread, selfOf(args)->position), savedAttributes(thread, args[0])});
}

Value setState(Thread &thread, LocalValue *args) {
  if (!isTuple(args[1]) || args[1].as<Tuple>()->size < 4)
    return raiseTypeError(thread, "__setstate__ argument should be 4-tuple, got %T", args[1].bits);
  auto *state = args[1].as<Tuple>();
  LocalValues init{args[0], state->items[0], state->items[1]};
  int64_t position = 0;
  if (initialize(thread, init).isError())
    return Value::error();
  if (!isInt(state->items[2]))
    return raiseTypeError(thread, "third item of state must be an integer, got %T", state->items[2].bits);
  if (!toInt64(thread, state->items[2], position))
    return Value::error();
  if (position < 0)
    return raiseValueError(thread, "position value cannot be negative");
  // What was saved has its line ends translated already.
  auto *self = selfOf(args);
  Value write_newline = self->write_newline;
  self->size = self->position = 0;
  self->write_newline = Value::unbound();
  bool ok = isNone(state->items[0]) || put(thread, self, state->items[0].as<Str>());
  self->write_newline = write_newline;
  if (!ok)
    return Value::error();
  self->position = position;
  return restoreAttributes(thread, args[0], state->items[3]);
}

Value getNewlines(Thread &thread, Value self) { return seenNewlines(thread, self.as<StringIO>()->seen); }
Value getLineBuffering(Thread &thread, Value self) { return open(thread, self.as<StringIO>()) ? falseValue() : Value::error(); }
Value getClosed(Thread &, Value self) { return makeBool(self.as<StringIO>()->closed_flag); }

void trace(Object *object, Tracer &tracer) {
  auto *self = static_cast<StringIO *>(object);
  tracer.visitArray(self->text);
  tracer.visit(self->newline);
  tracer.visit(self->write_newline);
}

constexpr MethodDef kInit = {"__init__", "($self, initial_value='', newline='\n')", initialize};
constexpr MethodDef kMethods[] = {
    {"read", "($self, size=-1, /)", read, "Read at most size characters, returned as a string."},
    {"readline", "($self, size=-1, /)", readline, "Read until newline or EOF."},
    {"write", "($self, s, /)", write, "Write string to file."},
    {"getvalue", "($self, /)", getValue, "Retrieve the entire contents of the object."},
    {"seek", "($self, pos, whence=0, /)", seek, "Change stream position."},
    {"tell", "($self, /)", tell, "Tell the current file position."},
    {"truncate", "($self, pos=None, /)", truncate, "Truncate size to pos."},
    {"close", "($self, /)", close, "Close the IO object."},
    {"readable", "($self, /)", yes, "Returns True if the IO object can be read."},
    {"writable", "($self, /)", yes, "Returns True if the IO object can be written."},
    {"seekable", "($self, /)", yes, "Returns True if the IO object can be seeked."},
    {"__getstate__", "($self, /)", getState},
    {"__setstate__", "($self, state, /)", setState},
};
constexpr GetSetDef kAttributes[] = {{"closed", getClosed}, {"newlines", getNewlines}, {"line_buffering", getLineBuffering}};

} // namespace

const TypeDef string_io_def = {.name = "_io.StringIO",
                               .doc = "Text I/O implementation using an in-memory buffer.",
                               .base = &text_io_base_type,
                               .size = sizeof(StringIO),
                               .flags = kBaseType,
                               .trace = trace,
                               .slots = {.next = next, .create = create, .init = initSlot<&kInit>},
                               .methods = kMethods,
                               .attributes = kAttributes};

} // namespace pystm
