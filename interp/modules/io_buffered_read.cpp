// The buffered streams of _io, reading: what was read ahead first, then the raw stream.
#include "modules/io_buffered.h"

#include "objects/memoryview.h"

#include <algorithm>

namespace pystm::io_buffered {

// Reads what the raw stream gives at once: the count, 0 at the end, -2 where it would block, -1 for an error.
int64_t readRaw(Thread &thread, Buffered *self, ByteArray *into, int64_t at, int64_t size) {
  if (FileIO *file = fileOf(self); file && file->readable && file->fd >= 0 && readsAtOnce(file->fd)) {
    bool would_block = false;
    int64_t n = readDescriptor(thread, file->fd, into->data + at, static_cast<size_t>(size), would_block);
    return would_block ? -2 : n;
  }
  Value view = makeMemoryView(thread, into);
  if (view.isError())
    return -1;
  auto *window = view.as<MemoryView>();
  window->data += at;
  window->count = size;
  Value count = callMethod(thread, self->raw, "readinto", {view});
  if (!window->released) {
    Buffer held;
    held.owner = into;
    releaseBuffer(held);
    window->released = true;
  }
  if (count.isError())
    return -1;
  if (isNone(count))
    return -2;
  int64_t n = 0;
  if (!toInt64(thread, count, n))
    return -1;
  if (n < 0 || n > size) {
    raise(thread, &OSError_type, "raw readinto() returned invalid length %lld (should have been between 0 and %lld)",
          static_cast<long long>(n), static_cast<long long>(size));
    return -1;
  }
  return n;
}

bool startReading(Thread &thread, Buffered *self) {
  if (!canRead(self)) {
    raiseUnsupported(thread, "read");
    return false;
  }
  return self->pending == 0 || flushPending(thread, self);
}

std::string_view readAhead(const Buffered *self) {
  return {reinterpret_cast<char *>(self->buffer->data) + self->position, static_cast<size_t>(self->filled - self->position)};
}

// 1: there are bytes; 0: the end; -2: would block; -1: error.
int fillBuffer(Thread &thread, Buffered *self) {
  self->position = self->filled = 0;
  int64_t n = readRaw(thread, self, self->buffer, 0, self->buffer->size);
  if (n <= 0)
    return static_cast<int>(n);
  self->filled = n;
  return 1;
}

Value readAll(Thread &thread, Buffered *self) {
  std::string all(readAhead(self));
  self->position = self->filled = 0;
  Value readall = findAttribute(thread, self->raw, intern(thread, "readall"));
  if (readall.isError())
    return readall;
  if (!readall.isUnbound()) {
    Value rest = call(thread, readall);
    if (rest.isError())
      return rest;
    if (isNone(rest))
      return all.empty() ? rest : Value(makeBytes(thread, all));
    if (!isBytes(rest))
      return raiseTypeError(thread, "readall() should return bytes");
    if (all.empty())
      return rest;
    all += rest.as<Bytes>()->view();
    return makeBytes(thread, all);
  }
  for (;;) {
    int state = fillBuffer(thread, self);
    if (state == -1)
      return Value::error();
    if (state <= 0)
      return state == -2 && all.empty() ? none() : Value(makeBytes(thread, all));
    all += readAhead(self);
    self->position = self->filled;
  }
}

Value bufferedRead(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  int64_t size = -1;
  if (!sizeArgument(thread, args[1], size))
    return Value::error();
  if (size < -1)
    return raiseValueError(thread, "read length must be non-negative or -1");
  if (!openStream(thread, self, "read") || !startReading(thread, self))
    return Value::error();
  if (size < 0)
    return readAll(thread, self);
  std::string_view ahead = readAhead(self);
  if (static_cast<int64_t>(ahead.size()) >= size) {
    self->position += size;
    return makeBytes(thread, ahead.substr(0, static_cast<size_t>(size)));
  }
  std::string out(ahead);
  self->position = self->filled = 0;
  while (static_cast<int64_t>(out.size()) < size) {
    int state = fillBuffer(thread, self);
    if (state == -1)
      return Value::error();
    if (state <= 0)
      return state == -2 && out.empty() ? none() : Value(makeBytes(thread, out));
    int64_t take = std::min(size - static_cast<int64_t>(out.size()), self->filled);
    out.append(reinterpret_cast<char *>(self->buffer->data), static_cast<size_t>(take));
    self->position = take;
  }
  return makeBytes(thread, out);
}

Value bufferedRead1(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  int64_t size = -1;
  if (!sizeArgument(thread, args[1], size) || !openStream(thread, self, "read") || !startReading(thread, self))
    return Value::error();
  if (size < 0)
    size = self->buffer->size;
  if (size == 0)
    return emptyBytes();
  if (self->position == self->filled) {
    int state = fillBuffer(thread, self);
    if (state == -1)
      return Value::error();
    if (state <= 0)
      return emptyBytes();
  }
  std::string_view part = readAhead(self).substr(0, static_cast<size_t>(size));
  self->position += static_cast<int64_t>(part.size());
  return makeBytes(thread, part);
}

Value bufferedPeek(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  if (!openStream(thread, self, "peek") || !startReading(thread, self))
    return Value::error();
  if (self->position == self->filled && fillBuffer(thread, self) == -1)
    return Value::error();
  return makeBytes(thread, readAhead(self));
}

Value readInto(Thread &thread, LocalValue *args, bool once) {
  auto *self = selfOf(args);
  if (!openStream(thread, self, "readinto") || !startReading(thread, self))
    return Value::error();
  Buffer target;
  if (!getWritableBuffer(thread, args[1], target))
    return Value::error();
  int64_t done = 0;
  int state = 1;
  while (done < target.size) {
    if (self->position == self->filled) {
      if (once && done > 0)
        break;
      state = fillBuffer(thread, self);
      if (state <= 0)
        break;
    }
    int64_t take = std::min(target.size - done, self->filled - self->position);
    std::memcpy(target.data + done, self->buffer->data + self->position, static_cast<size_t>(take));
    self->position += take;
    done += take;
  }
  releaseBuffer(target);
  if (state == -1)
    return Value::error();
  return state == -2 && done == 0 ? none() : makeInt(thread, done);
}
Value bufferedReadInto(Thread &thread, LocalValue *args) { return readInto(thread, args, false); }
Value bufferedReadInto1(Thread &thread, LocalValue *args) { return readInto(thread, args, true); }

Value readLine(Thread &thread, Buffered *self, int64_t limit) {
  std::string line;
  for (;;) {
    std::string_view ahead = readAhead(self);
    if (limit >= 0)
      ahead = ahead.substr(0, static_cast<size_t>(limit) - line.size());
    size_t end = ahead.find('\n');
    if (end != std::string_view::npos)
      ahead = ahead.substr(0, end + 1);
    self->position += static_cast<int64_t>(ahead.size());
    bool complete = end != std::string_view::npos || (limit >= 0 && line.size() + ahead.size() == static_cast<size_t>(limit));
    if (complete && line.empty())
      return makeBytes(thread, ahead);
    line += ahead;
    if (complete)
      return makeBytes(thread, line);
    int state = fillBuffer(thread, self);
    if (state == -1)
      return Value::error();
    if (state <= 0)
      return makeBytes(thread, line);
  }
}

Value bufferedReadline(Thread &thread, LocalValue *args) {
  auto *self = selfOf(args);
  int64_t limit = -1;
  if (!sizeArgument(thread, args[1], limit) || !openStream(thread, self, "readline") || !startReading(thread, self))
    return Value::error();
  return readLine(thread, self, limit);
}

Value bufferedNext(Thread &thread, Value value) {
  auto *self = value.as<Buffered>();
  if (!isExactly(value, buffered_reader_type) && !isExactly(value, buffered_random_type))
    return io_base_type.slots.next(thread, value);
  if (!openStream(thread, self, "readline") || !startReading(thread, self))
    return Value::error();
  Value line = readLine(thread, self, -1);
  return line.isError() || line.as<Bytes>()->size > 0 ? line : Value::unbound();
}

} // namespace pystm::io_buffered
