//===- lib/c_format.cpp - snprintf and its family in transactions -------------------------------------------===//
//
// One conversion at a time goes to the C library, with the view's bytes where the program points to a string. The text is put
// together in pieces, each written as a range.
//
//===--------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"
#include "lib/directive.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cwchar>

using namespace stm::lib;

namespace {

/// The buffer of the program: keeps `room` bytes, counts all.
class Output {
public:
  Output(char *to, size_t size) : to_(to), room_(size ? size - 1 : 0), ends_(size != 0) {}

  void append(const char *bytes, size_t count) {
    size_t kept = length_ >= room_ ? 0 : count < room_ - length_ ? count : room_ - length_;
    if (kept)
      memcpy(writable(to_ + length_, kept), bytes, kept);
    length_ += count;
  }
  int finish() {
    if (ends_)
      *writable(to_ + (length_ < room_ ? length_ : room_), 1) = 0;
    return int(length_);
  }
  size_t length() const { return length_; }

private:
  char *to_;
  size_t room_, length_ = 0;
  bool ends_;
};

/// Formats one value by the C library and appends it.
template <class Value> void convert(Output &output, const Directive &directive, const int *stars, Value value) {
  char few[256];
  char *text = few, *block = nullptr;
  auto print = [&](char *to, size_t size) {
    switch (directive.stars) {
    case 0:
      return snprintf(to, size, directive.text, value);
    case 1:
      return snprintf(to, size, directive.text, stars[0], value);
    default:
      return snprintf(to, size, directive.text, stars[0], stars[1], value);
    }
  };
  int length = print(few, sizeof few);
  if (length < 0)
    return;
  if (size_t(length) >= sizeof few) {
    block = static_cast<char *>(malloc(size_t(length) + 1));
    if (!block)
      return;
    text = writable(block, size_t(length) + 1);
    print(text, size_t(length) + 1);
  }
  output.append(text, size_t(length));
  free(block);
}

const char *stringFor(const Directive &directive, const int *stars, const char *text) {
  if (!text)
    return text;
  // A precision bounds what is read: the string need not end then.
  int limit = directive.precisionOf(stars);
  return limit == 0 ? "" : limit > 0 ? readableString(text, size_t(limit)) : readableString(text);
}

void storeCount(const Directive &directive, void *where, size_t length) {
  size_t size = directive.integerSize();
  memcpy(writable(static_cast<char *>(where), size), &length, size);
}

/// What va_list is inside a parameter.
struct Values {
  va_list list;
};

void convertInteger(Output &output, const Directive &directive, const int *stars, Values &values) {
  if (directive.integerSize() == 8)
    convert(output, directive, stars, va_arg(values.list, long long));
  else
    convert(output, directive, stars, va_arg(values.list, int));
}

void convertOne(Output &output, const Directive &directive, Values &values) {
  int stars[2] = {};
  for (unsigned i = 0; i < directive.stars; ++i)
    stars[i] = va_arg(values.list, int);
  switch (directive.conversion) {
  case 'd': case 'i': case 'u': case 'o': case 'x': case 'X':
    return convertInteger(output, directive, stars, values);
  case 'c':
    return convert(output, directive, stars, va_arg(values.list, int));
  case 'a': case 'A': case 'e': case 'E': case 'f': case 'F': case 'g': case 'G':
    if (directive.isLongDouble())
      return convert(output, directive, stars, va_arg(values.list, long double));
    return convert(output, directive, stars, va_arg(values.list, double));
  case 's':
    if (directive.isLong()) {
      const wchar_t *text = va_arg(values.list, const wchar_t *);
      const wchar_t *view = text ? readable(text, sizeof *text) : nullptr;
      if (view)
        readable(text, (wcslen(view) + 1) * sizeof *text);
      return convert(output, directive, stars, view);
    }
    return convert(output, directive, stars, stringFor(directive, stars, va_arg(values.list, const char *)));
  case 'p':
    return convert(output, directive, stars, va_arg(values.list, void *));
  case 'n':
    return storeCount(directive, va_arg(values.list, void *), output.length());
  case 'm':
    return convert(output, directive, stars, 0);
  case '%':
    return output.append("%", 1);
  default:
    return output.append(directive.text, strlen(directive.text)); // as the C library does
  }
}

int format(char *to, size_t size, const char *pattern, va_list list) {
  Values values;
  va_copy(values.list, list);
  Output output(to, size);
  const char *at = readableString(pattern);
  while (*at) {
    size_t plain = strcspn(at, "%");
    output.append(at, plain);
    at += plain;
    if (*at)
      convertOne(output, Directive::parsePrint(at), values);
  }
  va_end(values.list);
  return output.finish();
}

constexpr size_t kUnbounded = SIZE_MAX / 2;

} // namespace

STM_CLONE(vsnprintf, int, (char *to, size_t size, const char *pattern, va_list list)) {
  return format(to, size, pattern, list);
}
STM_CLONE(vsprintf, int, (char *to, const char *pattern, va_list list)) {
  return format(to, kUnbounded, pattern, list);
}
STM_CLONE(__vsnprintf_chk, int, (char *to, size_t size, int, size_t, const char *pattern, va_list list)) {
  return format(to, size, pattern, list);
}
STM_CLONE(__vsprintf_chk, int, (char *to, int, size_t room, const char *pattern, va_list list)) {
  return format(to, room < kUnbounded ? room : kUnbounded, pattern, list);
}

#define STM_VARIADIC(function, parameters, to, size)                                                           \
  STM_CLONE(function, int, parameters) {                                                                      \
    va_list list;                                                                                              \
    va_start(list, pattern);                                                                                   \
    int length = format(to, size, pattern, list);                                                              \
    va_end(list);                                                                                              \
    return length;                                                                                             \
  }
STM_VARIADIC(snprintf, (char *to, size_t size, const char *pattern, ...), to, size)
STM_VARIADIC(sprintf, (char *to, const char *pattern, ...), to, kUnbounded)
STM_VARIADIC(__snprintf_chk, (char *to, size_t size, int, size_t, const char *pattern, ...), to, size)
STM_VARIADIC(__sprintf_chk, (char *to, int, size_t room, const char *pattern, ...), to,
             room < kUnbounded ? room : kUnbounded)

STM_CLONE(vasprintf, int, (char **result, const char *pattern, va_list list)) {
  int length = format(nullptr, 0, pattern, list);
  char *text = length < 0 ? nullptr : static_cast<char *>(malloc(size_t(length) + 1));
  if (!text)
    return -1;
  format(text, size_t(length) + 1, pattern, list);
  *writable(result, sizeof *result) = text;
  return length;
}
STM_CLONE(asprintf, int, (char **result, const char *pattern, ...)) {
  va_list list;
  va_start(list, pattern);
  int length = stm_clone_vasprintf(result, pattern, list);
  va_end(list);
  return length;
}
STM_CLONE(__vasprintf_chk, int, (char **result, int, const char *pattern, va_list list)) {
  return stm_clone_vasprintf(result, pattern, list);
}
STM_CLONE(__asprintf_chk, int, (char **result, int, const char *pattern, ...)) {
  va_list list;
  va_start(list, pattern);
  int length = stm_clone_vasprintf(result, pattern, list);
  va_end(list);
  return length;
}
