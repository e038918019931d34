// What bytes and bytearray share: operators, searching, padding. Cutting is in bytes_split.cpp, letters in
// bytes_case.cpp.
#include "objects/bytes_methods.h"

#include "objects/bytearray.h"
#include "objects/codecs.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/str_methods.h"
#include "objects/tuple.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <algorithm>

namespace pystm {

std::string_view bytesViewOf(const Object *object) {
  if (object->type->flags & kBytesFamily)
    return static_cast<const Bytes *>(object)->view();
  auto *array = static_cast<const ByteArray *>(object);
  return {reinterpret_cast<const char *>(array->data), static_cast<size_t>(array->size)};
}

Value makeLike(Thread &thread, Value like, std::string_view bytes) {
  Object *made = isBytes(like) ? static_cast<Object *>(makeBytes(thread, bytes)) : makeByteArray(thread, bytes);
  return made ? Value(made) : Value::error();
}

namespace {

std::string_view selfView(LocalValue *args) { return bytesViewOf(args[0].object()); }

// A bytes-like argument for the length of a call.
class Argument {
public:
  bool get(Thread &thread, Value value) {
    held_ = getBuffer(thread, value, buffer_);
    return held_;
  }
  ~Argument() {
    if (held_)
      releaseBuffer(buffer_);
  }
  std::string_view view() const { return bufferView(buffer_); }

private:
  Buffer buffer_;
  bool held_ = false;
};

bool isSpace(uint8_t c) { return c == ' ' || (c >= 9 && c <= 13); }

// The needle of find() and others: bytes-like or an integer.
bool needleOf(Thread &thread, Value value, std::string &needle) {
  if (value.isSmallInt() || (typeOf(value)->slots.index && !hasBuffer(value))) {
    uint8_t byte = 0;
    if (!byteOf(thread, value, byte, "byte must be in range(0, 256)"))
      return false;
    needle.assign(1, static_cast<char>(byte));
    return true;
  }
  if (!hasBuffer(value)) {
    raiseTypeError(thread, "argument should be integer or bytes-like object, not '%T'", value.bits);
    return false;
  }
  Argument argument;
  if (!argument.get(thread, value))
    return false;
  needle = argument.view();
  return true;
}

enum class Direction { kForward, kBackward };

Value find(Thread &thread, LocalValue *args, Direction direction, bool must) {
  std::string needle;
  int64_t from = 0;
  int64_t to = 0;
  if (!needleOf(thread, args[1], needle) ||
      !searchRange(thread, args[2], args[3], static_cast<int64_t>(selfView(args).size()), from, to))
    return Value::error();
  int64_t found = -1;
  if (from <= to) {
    std::string_view part = selfView(args).substr(static_cast<size_t>(from), static_cast<size_t>(to - from));
    size_t at = direction == Direction::kForward ? part.find(needle) : part.rfind(needle);
    if (at != std::string_view::npos)
      found = from + static_cast<int64_t>(at);
  }
  if (found < 0 && must)
    return raiseValueError(thread, "subsection not found");
  return makeInt(thread, found);
}

Value tailMatch(Thread &thread, LocalValue *args, bool at_end) {
  int64_t from = 0;
  int64_t to = 0;
  if (!searchRange(thread, args[2], args[3], static_cast<int64_t>(selfView(args).size()), from, to))
    return Value::error();
  const char *name = at_end ? "endswith" : "startswith";
  auto matches = [&](Value value) {
    Argument part;
    if (!part.get(thread, value))
      return -1;
    if (from > to)
      return 0;
    std::string_view text = selfView(args).substr(static_cast<size_t>(from), static_cast<size_t>(to - from));
    return static_cast<int>(at_end ? text.ends_with(part.view()) : text.starts_with(part.view()));
  };
  if (isTuple(args[1])) {
    for (Value part : *args[1].as<Tuple>()) {
      int found = matches(part);
      if (found != 0)
        return found < 0 ? Value::error() : trueValue();
    }
    return falseValue();
  }
  if (!hasBuffer(args[1]))
    return raiseTypeError(thread, "%s first arg must be bytes or a tuple of bytes, not %T", name, args[1].bits);
  int found = matches(args[1]);
  return found < 0 ? Value::error() : makeBool(found != 0);
}

bool fillByte(Thread &thread, Value value, const char *name, char &fill) {
  fill = ' ';
  if (value.isUnbound())
    return true;
  if ((isBytes(value) || isInstance(value, &bytearray_type)) && bytesViewOf(value.object()).size() == 1) {
    fill = bytesViewOf(value.object())[0];
    return true;
  }
  raiseTypeError(thread, "%s() argument 2 must be a byte string of length 1, not %T", name, value.bits);
  return false;
}

Value justify(Thread &thread, LocalValue *args, const char *name, int side) {
  int64_t width = 0;
  char fill = ' ';
  if (!indexOf(thread, args[1], width, &OverflowError_type) || !fillByte(thread, args[2], name, fill))
    return Value::error();
  std::string_view bytes = selfView(args);
  auto length = static_cast<int64_t>(bytes.size());
  int64_t total = width > length ? width - length : 0;
  int64_t left = side < 0 ? 0 : side > 0 ? total : total / 2 + (total & width & 1);
  std::string out(static_cast<size_t>(left), fill);
  out += bytes;
  out.append(static_cast<size_t>(total - left), fill);
  return makeLike(thread, args[0], out);
}

} // namespace

// With the option -b: that the two can never be equal.
static bool warnOfComparison(Thread &thread, Value self, Value other, CompareOp op) {
  if (op != CompareOp::kEqual && op != CompareOp::kNotEqual)
    return true;
  const char *name = isInstance(self, &bytearray_type) ? "bytearray" : "bytes";
  if (isStr(other))
    return warn(thread, &BytesWarning_type, "Comparison between %s and string", name);
  return !isInt(other) || isInstance(self, &bytearray_type) || warn(thread, &BytesWarning_type, "Comparison between bytes and int");
}

Value bytesCompare(Thread &thread, Value self, Value other, CompareOp op) {
  if (!hasBuffer(other) || !hasBuffer(self)) {
    if (runtime.options.bytes_warning && !warnOfComparison(thread, self, other, op))
      return Value::error();
    return notImplemented();
  }
  // Others with a buffer compare themselves with bytes; bytearray compares itself with all of them.
  if (!isInstance(self, &bytearray_type) && !isBytes(other))
    return notImplemented();
  Argument right;
  if (!right.get(thread, other))
    return Value::error();
  int order = bytesViewOf(self.object()).compare(right.view());
  switch (op) {
  case CompareOp::kEqual:
    return makeBool(order == 0);
  case CompareOp::kNotEqual:
    return makeBool(order != 0);
  case CompareOp::kLess:
    return makeBool(order < 0);
  case CompareOp::kLessEqual:
    return makeBool(order <= 0);
  case CompareOp::kGreater:
    return makeBool(order > 0);
  default:
    return makeBool(order >= 0);
  }
}

int bytesContains(Thread &thread, Value self, Value item) {
  std::string needle;
  if (!item.isSmallInt() && !typeOf(item)->slots.index && !hasBuffer(item)) {
    raiseTypeError(thread, "a bytes-like object is required, not '%T'", item.bits);
    return -1;
  }
  if (!needleOf(thread, item, needle))
    return -1;
  return bytesViewOf(self.object()).find(needle) != std::string_view::npos;
}

Value bytesAdd(Thread &thread, Value left, Value right) {
  if (!hasBuffer(left) || !hasBuffer(right) || (!isBytes(left) && !isInstance(left, &bytearray_type)))
    return notImplemented();
  Argument a;
  Argument b;
  if (!a.get(thread, left) || !b.get(thread, right))
    return Value::error();
  std::string out;
  out.reserve(a.view().size() + b.view().size());
  out += a.view();
  out += b.view();
  return makeLike(thread, left, out);
}

Value bytesMultiply(Thread &thread, Value left, Value right) {
  bool first = left.isPointer() && (isBytes(left) || isInstance(left, &bytearray_type));
  Value self = first ? left : right;
  Value times = first ? right : left;
  if (!times.isSmallInt() && !typeOf(times)->slots.index)
    return notImplemented();
  int64_t n = 0;
  if (!indexOf(thread, times, n, &OverflowError_type))
    return Value::error();
  std::string_view bytes = bytesViewOf(self.object());
  int64_t total = 0;
  if (n < 0)
    n = 0;
  if (__builtin_mul_overflow(n, static_cast<int64_t>(bytes.size()), &total) || total > (int64_t{1} << 40))
    return raiseMemoryError(thread);
  if (n == 1 && isExactly(self, bytes_type))
    return self;
  std::string out;
  out.reserve(static_cast<size_t>(total));
  for (int64_t i = 0; i < n; ++i)
    out += bytes;
  return makeLike(thread, self, out);
}

Value bytesFind(Thread &thread, LocalValue *args) { return find(thread, args, Direction::kForward, false); }
Value bytesRFind(Thread &thread, LocalValue *args) { return find(thread, args, Direction::kBackward, false); }
Value bytesIndex(Thread &thread, LocalValue *args) { return find(thread, args, Direction::kForward, true); }
Value bytesRIndex(Thread &thread, LocalValue *args) { return find(thread, args, Direction::kBackward, true); }
Value bytesStartsWith(Thread &thread, LocalValue *args) { return tailMatch(thread, args, false); }
Value bytesEndsWith(Thread &thread, LocalValue *args) { return tailMatch(thread, args, true); }

Value bytesCount(Thread &thread, LocalValue *args) {
  std::string needle;
  int64_t from = 0;
  int64_t to = 0;
  if (!needleOf(thread, args[1], needle) ||
      !searchRange(thread, args[2], args[3], static_cast<int64_t>(selfView(args).size()), from, to))
    return Value::error();
  if (from > to)
    return Value::smallInt(0);
  std::string_view part = selfView(args).substr(static_cast<size_t>(from), static_cast<size_t>(to - from));
  if (needle.empty())
    return makeInt(thread, static_cast<int64_t>(part.size()) + 1);
  int64_t count = 0;
  for (size_t at = part.find(needle); at != std::string_view::npos; at = part.find(needle, at + needle.size()))
    ++count;
  return makeInt(thread, count);
}

Value bytesReplace(Thread &thread, LocalValue *args) {
  Argument old;
  Argument replacement;
  int64_t limit = 0;
  if (!old.get(thread, args[1]) || !replacement.get(thread, args[2]) || !indexOf(thread, args[3], limit, &OverflowError_type))
    return Value::error();
  if (limit < 0)
    limit = INT64_MAX;
  std::string_view bytes = selfView(args);
  std::string out;
  size_t at = 0;
  for (; limit > 0; --limit) {
    if (old.view().empty()) {
      out += replacement.view();
      if (at == bytes.size())
        break;
      out.push_back(bytes[at++]);
      continue;
    }
    size_t found = bytes.find(old.view(), at);
    if (found == std::string_view::npos)
      break;
    out += bytes.substr(at, found - at);
    out += replacement.view();
    at = found + old.view().size();
  }
  out += bytes.substr(at);
  return makeLike(thread, args[0], out);
}

Value bytesRemovePrefix(Thread &thread, LocalValue *args) {
  Argument part;
  if (!part.get(thread, args[1]))
    return Value::error();
  std::string bytes(selfView(args));
  return makeLike(thread, args[0], bytes.starts_with(part.view()) ? bytes.substr(part.view().size()) : bytes);
}

Value bytesRemoveSuffix(Thread &thread, LocalValue *args) {
  Argument part;
  if (!part.get(thread, args[1]))
    return Value::error();
  std::string bytes(selfView(args));
  bool matches = bytes.ends_with(part.view());
  return makeLike(thread, args[0], matches ? bytes.substr(0, bytes.size() - part.view().size()) : bytes);
}

Value bytesDecode(Thread &thread, LocalValue *args) {
  std::string encoding;
  std::string errors;
  for (int i = 1; i <= 2; ++i) {
    if (args[i].isUnbound())
      continue;
    if (!isStr(args[i]))
      return raiseTypeError(thread, "decode() argument '%s' must be str, not %T", i == 1 ? "encoding" : "errors", args[i].bits);
    (i == 1 ? encoding : errors) = toUtf8(args[i].as<Str>());
  }
  return decodeBytesLike(thread, args[0], args[1].isUnbound() ? nullptr : encoding.c_str(),
                         args[2].isUnbound() ? nullptr : errors.c_str());
}

Value bytesExpandTabs(Thread &thread, LocalValue *args) {
  int size = 0;
  if (!toInt(thread, args[1], size))
    return Value::error();
  std::string out;
  int column = 0;
  for (char c : selfView(args)) {
    if (c == '\t') {
      int count = size > 0 ? size - column % size : 0;
      out.append(static_cast<size_t>(count), ' ');
      column += count;
      continue;
    }
    out.push_back(c);
    column = c == '\n' || c == '\r' ? 0 : column + 1;
  }
  return makeLike(thread, args[0], out);
}

Value bytesFromHex(Thread &thread, LocalValue *args) {
  if (!isStr(args[1]))
    return raiseTypeError(thread, "fromhex() argument must be str, not %T", args[1].bits);
  auto *text = args[1].as<Str>();
  auto digit = [&](int64_t i) -> int {
    char32_t c = i < text->length ? (*text)[i] : 0;
    if (c >= '0' && c <= '9')
      return static_cast<int>(c - '0');
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? static_cast<int>(c - 'a') + 10 : -1;
  };
  std::string out;
  for (int64_t i = 0; i < text->length;) {
    if ((*text)[i] < 128 && isSpace(static_cast<uint8_t>((*text)[i]))) {
      ++i;
      continue;
    }
    int64_t bad = digit(i) < 0 ? i : digit(i + 1) < 0 ? i + 1 : -1;
    if (bad >= 0)
      return raiseValueError(thread, "non-hexadecimal number found in fromhex() arg at position %lld", static_cast<long long>(bad));
    out.push_back(static_cast<char>(digit(i) * 16 + digit(i + 1)));
    i += 2;
  }
  if (args[0] == Value(&bytes_type))
    return makeBytes(thread, out);
  if (args[0] == Value(&bytearray_type))
    return makeByteArray(thread, out);
  return call(thread, args[0], {makeBytes(thread, out)});
}

Value bytesHex(Thread &thread, LocalValue *args) {
  std::string_view bytes = selfView(args);
  std::string separator;
  int64_t group = 1;
  if (!args[1].isUnbound()) {
    if (isStr(args[1]))
      separator = toUtf8(args[1].as<Str>());
    else if (isBytes(args[1]))
      separator = args[1].as<Bytes>()->view();
    else
      return raiseTypeError(thread, "sep must be str or bytes.");
    if (separator.size() != 1)
      return raiseValueError(thread, "sep must be length 1.");
    if (static_cast<uint8_t>(separator[0]) > 127)
      return raiseValueError(thread, "sep must be ASCII.");
    if (!toInt64(thread, args[2], group))
      return Value::error();
  }
  std::string out;
  auto size = static_cast<int64_t>(bytes.size());
  for (int64_t i = 0; i < size; ++i) {
    if (i > 0 && group != 0 && !separator.empty()) {
      int64_t place = group > 0 ? size - i : i;
      if (place % std::abs(group) == 0)
        out += separator;
    }
    auto byte = static_cast<uint8_t>(bytes[static_cast<size_t>(i)]);
    out.push_back("0123456789abcdef"[byte >> 4]);
    out.push_back("0123456789abcdef"[byte & 15]);
  }
  return makeAscii(thread, out);
}

Value bytesJoin(Thread &thread, LocalValue *args) {
  ItemSpan items = itemsOf(thread, args[1]);
  if (!items.ok)
    return Value::error();
  std::string out;
  for (int64_t i = 0; i < items.size; ++i) {
    if (!hasBuffer(items.items[i]))
      return raiseTypeError(thread, "sequence item %lld: expected a bytes-like object, %T found", static_cast<long long>(i),
                            items.items[i].bits);
    Argument part;
    if (!part.get(thread, items.items[i]))
      return Value::error();
    if (i > 0)
      out += selfView(args);
    out += part.view();
  }
  return makeLike(thread, args[0], out);
}

Value bytesTranslate(Thread &thread, LocalValue *args) {
  std::string table;
  std::string removed;
  if (!isNone(args[1])) {
    Argument argument;
    if (!argument.get(thread, args[1]))
      return Value::error();
    table = argument.view();
    if (table.size() != 256)
      return raiseValueError(thread, "translation table must be 256 characters long");
  }
  if (!args[2].isUnbound()) {
    Argument argument;
    if (!argument.get(thread, args[2]))
      return Value::error();
    removed = argument.view();
  }
  std::string out;
  for (char c : selfView(args)) {
    if (removed.find(c) == std::string::npos)
      out.push_back(table.empty() ? c : table[static_cast<uint8_t>(c)]);
  }
  return makeLike(thread, args[0], out);
}

Value bytesMakeTrans(Thread &thread, LocalValue *args) {
  Argument from;
  Argument to;
  if (!from.get(thread, args[0]) || !to.get(thread, args[1]))
    return Value::error();
  if (from.view().size() != to.view().size())
    return raiseValueError(thread, "maketrans arguments must have same length");
  std::string table(256, '\0');
  for (size_t i = 0; i < 256; ++i)
    table[i] = static_cast<char>(i);
  for (size_t i = 0; i < from.view().size(); ++i)
    table[static_cast<uint8_t>(from.view()[i])] = to.view()[i];
  return makeBytes(thread, table);
}

Value bytesLJust(Thread &thread, LocalValue *args) { return justify(thread, args, "ljust", -1); }
Value bytesRJust(Thread &thread, LocalValue *args) { return justify(thread, args, "rjust", 1); }
Value bytesCenter(Thread &thread, LocalValue *args) { return justify(thread, args, "center", 0); }

Value bytesZFill(Thread &thread, LocalValue *args) {
  int64_t width = 0;
  if (!indexOf(thread, args[1], width, &OverflowError_type))
    return Value::error();
  std::string out(selfView(args));
  if (width > static_cast<int64_t>(out.size())) {
    size_t sign = !out.empty() && (out[0] == '+' || out[0] == '-');
    out.insert(sign, static_cast<size_t>(width) - out.size(), '0');
  }
  return makeLike(thread, args[0], out);
}

} // namespace pystm
