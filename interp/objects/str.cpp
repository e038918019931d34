// The making of strings: from UTF-8, Latin-1 and code points; hash, comparison, search, pieces. See str.h.
#include "objects/str.h"

#include "objects/exception.h"
#include "objects/list.h"
#include "text/siphash.h"
#include "vm/heap.h"
#include "vm/thread.h"

#include <algorithm>
#include <cstdarg>
#include <unordered_set>

namespace pystm {

Type str_type;

namespace {

Str *characters[256]; // strings of one Latin-1 character
Str *empty_string = nullptr;

struct InternHash {
  size_t operator()(const Str *s) const { return static_cast<size_t>(strHash(const_cast<Str *>(s))); }
};
struct InternEqual {
  bool operator()(const Str *a, const Str *b) const { return equalStrs(a, b); }
};

// Interned strings are never collected: names of programs are few.
struct InternTable {
  std::unordered_set<Str *, InternHash, InternEqual> strings;
};

InternTable &internTable() {
  static auto *table = new InternTable;
  return *table;
}

// Roots must be variables that stay where they are: interned strings are kept by chunks of them.
struct RootChunk {
  Value strings[256];
  int used = 0;
};
RootChunk *root_chunk = nullptr;

void keepForever(Str *s) {
  if (!root_chunk || root_chunk->used == 256) {
    root_chunk = new RootChunk;
    for (Value &slot : root_chunk->strings)
      addRoot(&slot);
  }
  root_chunk->strings[root_chunk->used++] = s;
}

template <class To, class From> void copyWidth(To *to, const From *from, int64_t count) {
  for (int64_t i = 0; i < count; ++i)
    to[i] = static_cast<To>(from[i]);
}

// Copies into a string that is at least as wide.
void copyInto(Str *to, int64_t at, const Str *from, int64_t begin, int64_t count) {
  if (to->width == from->width) {
    std::memcpy(to->data + at * to->width, from->data + begin * to->width, static_cast<size_t>(count * to->width));
    return;
  }
  auto *to2 = reinterpret_cast<uint16_t *>(to->data);
  auto *to4 = reinterpret_cast<uint32_t *>(to->data);
  if (to->width == 2)
    copyWidth(to2 + at, from->data1() + begin, count);
  else if (from->width == 1)
    copyWidth(to4 + at, from->data1() + begin, count);
  else
    copyWidth(to4 + at, from->data2() + begin, count);
}

char32_t maximumOf(const Str *s, int64_t begin, int64_t end) {
  if (s->ascii)
    return 127;
  char32_t bits = 0;
  for (int64_t i = begin; i < end; ++i)
    bits |= (*s)[i];
  return bits;
}

char32_t limitOf(const Str *s) {
  return s->ascii ? 127 : s->width == 1 ? 255 : s->width == 2 ? 0xFFFF : 0x10FFFF;
}

} // namespace

Str *allocateStr(Thread &thread, int64_t length, char32_t maximum) {
  int width = maximum < 256 ? 1 : maximum < 0x10000 ? 2 : 4;
  if (length < 0 || length > (int64_t{1} << 46)) {
    raiseMemoryError(thread);
    return nullptr;
  }
  Str *s = allocate<Str>(thread, &str_type, static_cast<size_t>((length + 1) * width));
  if (!s)
    return nullptr;
  s->length = length;
  s->hash = 0;
  s->width = static_cast<uint8_t>(width);
  s->ascii = maximum < 128;
  s->interned = false;
  std::memset(s->data + length * width, 0, static_cast<size_t>(width));
  return s;
}

Str *makeAscii(Thread &thread, std::string_view ascii) {
  if (ascii.size() <= 1)
    return ascii.empty() ? emptyStr() : makeStrOfChar(thread, static_cast<unsigned char>(ascii[0]));
  Str *s = allocateStr(thread, static_cast<int64_t>(ascii.size()), 127);
  if (s)
    std::memcpy(s->data, ascii.data(), ascii.size());
  return s;
}

Str *makeLatin1(Thread &thread, std::string_view latin1) {
  bool ascii = std::all_of(latin1.begin(), latin1.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
  if (ascii)
    return makeAscii(thread, latin1);
  if (latin1.size() == 1)
    return makeStrOfChar(thread, static_cast<unsigned char>(latin1[0]));
  Str *s = allocateStr(thread, static_cast<int64_t>(latin1.size()), 255);
  if (s)
    std::memcpy(s->data, latin1.data(), latin1.size());
  return s;
}

Str *makeStr(Thread &thread, std::u32string_view text) {
  char32_t bits = 0;
  for (char32_t c : text)
    bits |= c;
  if (text.size() == 1)
    return makeStrOfChar(thread, text[0]);
  if (text.empty())
    return emptyStr();
  Str *s = allocateStr(thread, static_cast<int64_t>(text.size()), bits > 0x10FFFF ? 0x10FFFF : bits);
  if (!s)
    return nullptr;
  auto count = static_cast<int64_t>(text.size());
  if (s->width == 1)
    copyWidth(reinterpret_cast<uint8_t *>(s->data), text.data(), count);
  else if (s->width == 2)
    copyWidth(reinterpret_cast<uint16_t *>(s->data), text.data(), count);
  else
    copyWidth(reinterpret_cast<uint32_t *>(s->data), text.data(), count);
  return s;
}

Str *makeStr(Thread &thread, const uint16_t *code_points, int64_t length) {
  std::u32string wide(code_points, code_points + length);
  return makeStr(thread, wide);
}

Str *makeStr(Thread &thread, std::string_view utf8) {
  bool ascii = std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
  if (ascii)
    return makeAscii(thread, utf8);
  std::u32string wide;
  for (size_t i = 0; i < utf8.size();) {
    auto lead = static_cast<unsigned char>(utf8[i]);
    int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    char32_t c = more == 0 ? lead : lead & (0x3F >> more);
    for (++i; more > 0 && i < utf8.size(); --more, ++i)
      c = c << 6 | (static_cast<unsigned char>(utf8[i]) & 0x3F);
    wide.push_back(c);
  }
  return makeStr(thread, wide);
}

Str *emptyStr() {
  if (!empty_string) [[unlikely]] {
    empty_string = allocateStr(currentThread(), 0, 127);
    addRoot(&empty_string);
    intern(currentThread(), empty_string);
  }
  return empty_string;
}

Str *makeStrOfChar(Thread &thread, char32_t c) {
  if (c < 256) {
    Str *&known = characters[c];
    if (!known) [[unlikely]] {
      known = allocateStr(thread, 1, c);
      known->data[0] = static_cast<char>(c);
      addRoot(&known);
    }
    return known;
  }
  Str *s = allocateStr(thread, 1, c);
  if (s->width == 2)
    *reinterpret_cast<uint16_t *>(s->data) = static_cast<uint16_t>(c);
  else
    *reinterpret_cast<uint32_t *>(s->data) = c;
  return s;
}

Str *formatStr(Thread &thread, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char buffer[512];
  va_list again;
  va_copy(again, arguments);
  int size = std::vsnprintf(buffer, sizeof buffer, format, arguments);
  va_end(arguments);
  std::string text;
  if (size < static_cast<int>(sizeof buffer)) {
    text.assign(buffer, static_cast<size_t>(size));
  } else {
    text.resize(static_cast<size_t>(size) + 1);
    std::vsnprintf(text.data(), text.size(), format, again);
    text.resize(static_cast<size_t>(size));
  }
  va_end(again);
  return makeStr(thread, std::string_view(text));
}

Str *intern(Thread &, Str *s) {
  if (s->interned)
    return s;
  auto [position, inserted] = internTable().strings.insert(s);
  if (inserted) {
    s->interned = true;
    keepForever(s);
  }
  return *position;
}

Str *intern(Thread &thread, std::string_view utf8) { return intern(thread, makeStr(thread, utf8)); }

int64_t hashOfBytes(const void *data, size_t size) {
  if (size == 0)
    return 0;
  auto hash = static_cast<int64_t>(keyedHash(frozen(data), size));
  return hash == -1 ? -2 : hash;
}

int64_t hashOfStr(Str *s) {
  int64_t hash = hashOfBytes(s->data, static_cast<size_t>(s->length * s->width));
  s->hash = hash;
  return hash;
}

PYSTM_PURE static bool equalBytes(const void *a, const void *b, size_t size) { return std::memcmp(a, b, size) == 0; }

bool equalStrs(const Str *a, const Str *b) {
  if (a == b)
    return true;
  if (a->length != b->length || a->width != b->width)
    return false;
  return equalBytes(frozen(a->data), frozen(b->data), static_cast<size_t>(a->length * a->width));
}

int compareStrs(const Str *a, const Str *b) {
  int64_t common = std::min(a->length, b->length);
  if (a->width == 1 && b->width == 1) {
    int order = std::memcmp(a->data, b->data, static_cast<size_t>(common));
    if (order != 0)
      return order < 0 ? -1 : 1;
  } else {
    for (int64_t i = 0; i < common; ++i) {
      char32_t x = (*a)[i];
      char32_t y = (*b)[i];
      if (x != y)
        return x < y ? -1 : 1;
    }
  }
  return a->length < b->length ? -1 : a->length > b->length;
}

Str *concatenate(Thread &thread, Str *a, Str *b) {
  if (a->length == 0 && b->type == &str_type)
    return b;
  if (b->length == 0 && a->type == &str_type)
    return a;
  Str *s = allocateStr(thread, a->length + b->length, std::max(limitOf(a), limitOf(b)));
  if (!s)
    return nullptr;
  copyInto(s, 0, a, 0, a->length);
  copyInto(s, a->length, b, 0, b->length);
  return s;
}

Str *substring(Thread &thread, Str *s, int64_t begin, int64_t end) {
  if (begin == 0 && end == s->length && s->type == &str_type)
    return s;
  if (end <= begin)
    return emptyStr();
  if (end - begin == 1)
    return makeStrOfChar(thread, (*s)[begin]);
  Str *result = allocateStr(thread, end - begin, maximumOf(s, begin, end));
  if (!result)
    return nullptr;
  if (result->width == s->width) {
    copyInto(result, 0, s, begin, end - begin);
  } else if (result->width == 2) {
    copyWidth(reinterpret_cast<uint16_t *>(result->data), s->data4() + begin, end - begin);
  } else if (s->width == 2) {
    copyWidth(reinterpret_cast<uint8_t *>(result->data), s->data2() + begin, end - begin);
  } else {
    copyWidth(reinterpret_cast<uint8_t *>(result->data), s->data4() + begin, end - begin);
  }
  return result;
}

PYSTM_PURE static int64_t findBytes(const char *text, int64_t begin, int64_t end, const char *needle, size_t length) {
  auto size = static_cast<size_t>(end - begin);
  auto *found = static_cast<const char *>(length == 1 ? std::memchr(text + begin, *needle, size) : memmem(text + begin, size, needle, length));
  return found ? found - text : -1;
}

int64_t findStr(const Str *s, const Str *needle, int64_t begin, int64_t end) {
  if (needle->length > end - begin)
    return -1;
  if (needle->length == 0)
    return begin;
  if (needle->width > s->width)
    return -1;
  if (s->width == 1)
    return findBytes(static_cast<const char *>(frozen(s->data)), begin, end, static_cast<const char *>(frozen(needle->data)), static_cast<size_t>(needle->length));
  char32_t first = (*needle)[0];
  for (int64_t i = begin; i <= end - needle->length; ++i) {
    if ((*s)[i] != first)
      continue;
    int64_t k = 1;
    while (k < needle->length && (*s)[i + k] == (*needle)[k])
      ++k;
    if (k == needle->length)
      return i;
  }
  return -1;
}

int64_t findLastStr(const Str *s, const Str *needle, int64_t begin, int64_t end) {
  for (int64_t i = end - needle->length; i >= begin; --i) {
    int64_t k = 0;
    while (k < needle->length && (*s)[i + k] == (*needle)[k])
      ++k;
    if (k == needle->length)
      return i;
  }
  return -1;
}

Str *repeatStr(Thread &thread, Str *s, int64_t count) {
  if (count <= 0 || s->length == 0)
    return emptyStr();
  if (count == 1 && s->type == &str_type)
    return s;
  int64_t length = 0;
  if (__builtin_mul_overflow(s->length, count, &length)) {
    raiseMemoryError(thread);
    return nullptr;
  }
  Str *result = allocateStr(thread, length, limitOf(s));
  if (!result)
    return nullptr;
  if (s->length == 1 && s->width == 1) {
    std::memset(result->data, s->data[0], static_cast<size_t>(count));
    return result;
  }
  for (int64_t i = 0; i < count; ++i)
    copyInto(result, i * s->length, s, 0, s->length);
  return result;
}

Value joinStrs(Thread &thread, Str *separator, Value iterable) {
  ItemSpan items = itemsOf(thread, iterable);
  if (!items.ok) {
    if (exceptionMatches(thread, &TypeError_type) && !typeOf(iterable)->slots.iter) {
      thread.clearException();
      return raiseTypeError(thread, "can only join an iterable");
    }
    return Value::error();
  }
  if (items.size == 0)
    return emptyStr();
  if (items.size == 1 && isExactly(items.items[0], str_type))
    return items.items[0];
  int64_t length = separator->length * (items.size - 1);
  char32_t limit = items.size > 1 ? limitOf(separator) : 0;
  for (int64_t i = 0; i < items.size; ++i) {
    if (!isStr(items.items[i]))
      return raiseTypeError(thread, "sequence item %lld: expected str instance, %T found", static_cast<long long>(i),
                            items.items[i].bits);
    auto *part = items.items[i].as<Str>();
    length += part->length;
    limit = std::max(limit, limitOf(part));
  }
  Str *result = allocateStr(thread, length, limit);
  if (!result)
    return Value::error();
  int64_t at = 0;
  for (int64_t i = 0; i < items.size; ++i) {
    if (i > 0 && separator->length > 0) {
      copyInto(result, at, separator, 0, separator->length);
      at += separator->length;
    }
    auto *part = items.items[i].as<Str>();
    copyInto(result, at, part, 0, part->length);
    at += part->length;
  }
  return result;
}

std::u32string toCodePoints(const Str *s) {
  std::u32string result;
  result.reserve(static_cast<size_t>(s->length));
  for (int64_t i = 0; i < s->length; ++i)
    result.push_back((*s)[i]);
  return result;
}

} // namespace pystm
