//===- lib/c_wide.cpp - <wchar.h>, for transactions ------------------------------------------------------------===//
//
// Wide strings, their numbers, and their conversion from and to bytes: the C library works on the view's memory or on a copy.
//
//===----------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"
#include "lib/wide.h"

#include <climits>
#include <cstdlib>
#include <cstring>
#include <cwchar>

using stm::lib::readable;
using stm::lib::readableWide;
using stm::lib::sameWide;
using stm::lib::readableString;
using stm::lib::writable;

STM_CLONE(wcslen, size_t, (const wchar_t *text)) { return wcslen(readableWide(text)); }
STM_CLONE(wcscmp, int, (const wchar_t *a, const wchar_t *b)) { return wcscmp(readableWide(a), readableWide(b)); }
STM_CLONE(wcschr, wchar_t *, (const wchar_t *text, wchar_t c)) {
  const wchar_t *view = readableWide(text);
  return sameWide(text, view, wcschr(view, c));
}
STM_CLONE(wcscpy, wchar_t *, (wchar_t * to, const wchar_t *from)) {
  return static_cast<wchar_t *>(__stm_memcpy(to, from, (wcslen(readableWide(from)) + 1) * sizeof *to));
}
STM_CLONE(wcscat, wchar_t *, (wchar_t * to, const wchar_t *from)) {
  __stm_memcpy(to + wcslen(readableWide(to)), from, (wcslen(readableWide(from)) + 1) * sizeof *to);
  return to;
}
STM_CLONE(wmemcpy, wchar_t *, (wchar_t * to, const wchar_t *from, size_t count)) {
  return static_cast<wchar_t *>(__stm_memcpy(to, from, count * sizeof *to));
}
STM_CLONE(wmemmove, wchar_t *, (wchar_t * to, const wchar_t *from, size_t count)) {
  return static_cast<wchar_t *>(__stm_memcpy(to, from, count * sizeof *to));
}
STM_CLONE(wmemset, wchar_t *, (wchar_t * to, wchar_t c, size_t count)) {
  if (count)
    wmemset(writable(to, count * sizeof *to), c, count);
  return to;
}
STM_CLONE(wmemcmp, int, (const wchar_t *a, const wchar_t *b, size_t count)) {
  return count ? wmemcmp(readable(a, count * sizeof *a), readable(b, count * sizeof *b), count) : 0;
}
STM_CLONE(wmemchr, wchar_t *, (const wchar_t *text, wchar_t c, size_t count)) {
  if (!count)
    return nullptr;
  const wchar_t *view = readable(text, count * sizeof *text);
  return sameWide(text, view, wmemchr(view, c, count));
}
STM_CLONE(wcsnlen, size_t, (const wchar_t *text, size_t most)) {
  const wchar_t *view = most ? readable(text, sizeof *text) : text;
  size_t length = wcsnlen(view, most);
  if (most)
    readable(text, (length < most ? length + 1 : most) * sizeof *text);
  return length;
}
STM_CLONE(wcsncmp, int, (const wchar_t *a, const wchar_t *b, size_t most)) {
  return most ? wcsncmp(readableWide(a, most), readableWide(b, most), most) : 0;
}
STM_CLONE(wcscasecmp, int, (const wchar_t *a, const wchar_t *b)) { return wcscasecmp(readableWide(a), readableWide(b)); }
STM_CLONE(wcscoll, int, (const wchar_t *a, const wchar_t *b)) { return wcscoll(readableWide(a), readableWide(b)); }
STM_CLONE(wcsncpy, wchar_t *, (wchar_t * to, const wchar_t *from, size_t count)) {
  if (count)
    wcsncpy(writable(to, count * sizeof *to), readableWide(from, count), count);
  return to;
}
STM_CLONE(wcsncat, wchar_t *, (wchar_t * to, const wchar_t *from, size_t most)) {
  size_t before = wcslen(readableWide(to));
  size_t length = most ? wcsnlen(readableWide(from, most), most) : 0;
  __stm_memcpy(to + before, from, length * sizeof *to);
  *writable(to + before + length, sizeof *to) = 0;
  return to;
}
STM_CLONE(wcsrchr, wchar_t *, (const wchar_t *text, wchar_t c)) {
  const wchar_t *view = readableWide(text);
  return sameWide(text, view, wcsrchr(view, c));
}
STM_CLONE(wcsstr, wchar_t *, (const wchar_t *text, const wchar_t *wanted)) {
  const wchar_t *view = readableWide(text);
  return sameWide(text, view, wcsstr(view, readableWide(wanted)));
}
STM_CLONE(wcspbrk, wchar_t *, (const wchar_t *text, const wchar_t *set)) {
  const wchar_t *view = readableWide(text);
  return sameWide(text, view, wcspbrk(view, readableWide(set)));
}
STM_CLONE(wcsspn, size_t, (const wchar_t *text, const wchar_t *set)) {
  return wcsspn(readableWide(text), readableWide(set));
}
STM_CLONE(wcscspn, size_t, (const wchar_t *text, const wchar_t *set)) {
  return wcscspn(readableWide(text), readableWide(set));
}
STM_CLONE(wcsdup, wchar_t *, (const wchar_t *text)) {
  size_t size = (wcslen(readableWide(text)) + 1) * sizeof *text;
  auto *copy = static_cast<wchar_t *>(malloc(size));
  return copy ? static_cast<wchar_t *>(__stm_memcpy(copy, text, size)) : nullptr;
}

// Numbers. ----------------------------------------------------------------------------------------------------

namespace {

void writeEnd(wchar_t **end, const wchar_t *text, const wchar_t *view, const wchar_t *view_end) {
  if (end)
    *writable(end, sizeof *end) = sameWide(text, view, view_end);
}

} // namespace

#define STM_WIDE_INTEGER(function, result)                                                                     \
  STM_CLONE(function, result, (const wchar_t *text, wchar_t **end, int base)) {                               \
    const wchar_t *view = readableWide(text);                                                                  \
    wchar_t *view_end;                                                                                         \
    result value = function(view, &view_end, base);                                                            \
    writeEnd(end, text, view, view_end);                                                                       \
    return value;                                                                                              \
  }
#define STM_WIDE_REAL(function, result)                                                                        \
  STM_CLONE(function, result, (const wchar_t *text, wchar_t **end)) {                                         \
    const wchar_t *view = readableWide(text);                                                                  \
    wchar_t *view_end;                                                                                         \
    result value = function(view, &view_end);                                                                  \
    writeEnd(end, text, view, view_end);                                                                       \
    return value;                                                                                              \
  }
STM_WIDE_INTEGER(wcstol, long)
STM_WIDE_INTEGER(wcstoul, unsigned long)
STM_WIDE_INTEGER(wcstoll, long long)
STM_WIDE_INTEGER(wcstoull, unsigned long long)
STM_WIDE_REAL(wcstof, float)
STM_WIDE_REAL(wcstod, double)
STM_WIDE_REAL(wcstold, long double)

// Bytes and wide characters, without a state between calls. -----------------------------------------------------

STM_CLONE(mblen, int, (const char *text, size_t most)) {
  return mblen(text && most ? readableString(text, most) : text, most);
}
STM_CLONE(mbtowc, int, (wchar_t * to, const char *text, size_t most)) {
  wchar_t c;
  int length = mbtowc(&c, text && most ? readableString(text, most) : text, most);
  if (to && text && length >= 0)
    *writable(to, sizeof *to) = c;
  return length;
}
STM_CLONE(wctomb, int, (char *to, wchar_t c)) {
  char bytes[MB_LEN_MAX];
  int length = wctomb(to ? bytes : nullptr, c);
  if (to && length > 0)
    memcpy(writable(to, size_t(length)), bytes, size_t(length));
  return length;
}
STM_CLONE(mbstowcs, size_t, (wchar_t * to, const char *text, size_t room)) {
  const char *view = readableString(text);
  size_t count = mbstowcs(nullptr, view, 0);
  if (!to || count == size_t(-1) || !room)
    return count;
  size_t written = count < room ? count + 1 : room;
  mbstowcs(writable(to, written * sizeof *to), view, room);
  return count < room ? count : room;
}
STM_CLONE(wcstombs, size_t, (char *to, const wchar_t *text, size_t room)) {
  const wchar_t *view = readableWide(text);
  size_t size = wcstombs(nullptr, view, 0);
  if (!to || size == size_t(-1) || !room)
    return size;
  return wcstombs(writable(to, size < room ? size + 1 : room), view, room);
}
