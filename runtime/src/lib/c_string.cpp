//===- lib/c_string.cpp - Transactional versions of <string.h> ----------------------------===//
//
// A transaction's call of a library function `f` goes to `f.stm` where that exists (pass/calls). These mark what
// the function reads or writes as a range and let the C library do the work on the view's bytes.
//
//===--------------------------------------------------------------------------------------===//
#include "lib/clone.h"

#include <cstring>
#include <fnmatch.h>
#include <strings.h>
#include <unistd.h>

using stm::lib::readable;
using stm::lib::readableString;
using stm::lib::writable;
using stm::lib::sameIn;

STM_CLONE(memcpy, void *, (void *to, const void *from, size_t size)) { return __stm_memcpy(to, from, size); }
STM_CLONE(memmove, void *, (void *to, const void *from, size_t size)) { return __stm_memcpy(to, from, size); }
STM_CLONE(mempcpy, void *, (void *to, const void *from, size_t size)) {
  return static_cast<char *>(__stm_memcpy(to, from, size)) + size;
}
STM_CLONE(memset, void *, (void *to, int value, size_t size)) {
  if (size)
    memset(writable(to, size), value, size);
  return to;
}
STM_CLONE(bzero, void, (void *to, size_t size)) {
  if (size)
    memset(writable(to, size), 0, size);
}
STM_CLONE(memcmp, int, (const void *a, const void *b, size_t size)) {
  return size ? memcmp(readable(a, size), readable(b, size), size) : 0;
}
STM_CLONE(bcmp, int, (const void *a, const void *b, size_t size)) {
  return size ? memcmp(readable(a, size), readable(b, size), size) : 0;
}
STM_CLONE(memchr, void *, (const void *text, int byte, size_t size)) {
  if (!size)
    return nullptr;
  const char *view = readable(static_cast<const char *>(text), size);
  return sameIn(text, view, memchr(view, byte, size));
}
STM_CLONE(memrchr, void *, (const void *text, int byte, size_t size)) {
  if (!size)
    return nullptr;
  const char *view = readable(static_cast<const char *>(text), size);
  return sameIn(text, view, memrchr(view, byte, size));
}
STM_CLONE(memmem, void *, (const void *text, size_t size, const void *part, size_t part_size)) {
  if (!size || !part_size)
    return part_size ? nullptr : const_cast<void *>(text);
  const char *view = readable(static_cast<const char *>(text), size);
  return sameIn(text, view, memmem(view, size, readable(part, part_size), part_size));
}

STM_CLONE(strlen, size_t, (const char *text)) { return strlen(readableString(text)); }
STM_CLONE(strnlen, size_t, (const char *text, size_t limit)) {
  return limit ? strnlen(readableString(text, limit), limit) : 0;
}
STM_CLONE(strcmp, int, (const char *a, const char *b)) {
  return strcmp(readableString(a), readableString(b));
}
STM_CLONE(strncmp, int, (const char *a, const char *b, size_t limit)) {
  return limit ? strncmp(readableString(a, limit), readableString(b, limit), limit) : 0;
}
STM_CLONE(strcasecmp, int, (const char *a, const char *b)) {
  return strcasecmp(readableString(a), readableString(b));
}
STM_CLONE(strncasecmp, int, (const char *a, const char *b, size_t limit)) {
  return limit ? strncasecmp(readableString(a, limit), readableString(b, limit), limit) : 0;
}
STM_CLONE(strcoll, int, (const char *a, const char *b)) {
  return strcoll(readableString(a), readableString(b));
}
STM_CLONE(strchr, char *, (const char *text, int byte)) {
  const char *view = readableString(text);
  return sameIn(text, view, strchr(view, byte));
}
STM_CLONE(strchrnul, char *, (const char *text, int byte)) {
  const char *view = readableString(text);
  return sameIn(text, view, strchrnul(view, byte));
}
STM_CLONE(strrchr, char *, (const char *text, int byte)) {
  const char *view = readableString(text);
  return sameIn(text, view, strrchr(view, byte));
}
STM_CLONE(strstr, char *, (const char *text, const char *part)) {
  const char *view = readableString(text);
  return sameIn(text, view, strstr(view, readableString(part)));
}
STM_CLONE(strcasestr, char *, (const char *text, const char *part)) {
  const char *view = readableString(text);
  return sameIn(text, view, strcasestr(view, readableString(part)));
}
STM_CLONE(strpbrk, char *, (const char *text, const char *set)) {
  const char *view = readableString(text);
  return sameIn(text, view, strpbrk(view, readableString(set)));
}
STM_CLONE(strspn, size_t, (const char *text, const char *set)) {
  return strspn(readableString(text), readableString(set));
}
STM_CLONE(strcspn, size_t, (const char *text, const char *set)) {
  return strcspn(readableString(text), readableString(set));
}

/// Copies `length` bytes and a final zero; returns where the zero stands.
static char *copyString(char *to, const char *view, size_t length) {
  char *target = writable(to, length + 1);
  memmove(target, view, length);
  target[length] = 0;
  return to + length;
}
STM_CLONE(strcpy, char *, (char *to, const char *from)) {
  const char *view = readableString(from);
  copyString(to, view, strlen(view));
  return to;
}
STM_CLONE(stpcpy, char *, (char *to, const char *from)) {
  const char *view = readableString(from);
  return copyString(to, view, strlen(view));
}
STM_CLONE(strncpy, char *, (char *to, const char *from, size_t size)) {
  if (size)
    strncpy(writable(to, size), readableString(from, size), size);
  return to;
}
STM_CLONE(strcat, char *, (char *to, const char *from)) {
  const char *view = readableString(from);
  copyString(to + strlen(readableString(to)), view, strlen(view));
  return to;
}
STM_CLONE(strncat, char *, (char *to, const char *from, size_t limit)) {
  size_t length = limit ? strnlen(readableString(from, limit), limit) : 0;
  const char *view = length ? readable(from, length) : from;
  copyString(to + strlen(readableString(to)), view, length);
  return to;
}
STM_CLONE(strdup, char *, (const char *text)) {
  const char *view = readableString(text);
  size_t length = strlen(view);
  char *copy = static_cast<char *>(malloc(length + 1));
  if (copy)
    copyString(copy, view, length);
  return copy;
}
STM_CLONE(strndup, char *, (const char *text, size_t limit)) {
  size_t length = limit ? strnlen(readableString(text, limit), limit) : 0;
  const char *view = length ? readable(text, length) : text;
  char *copy = static_cast<char *>(malloc(length + 1));
  if (copy)
    copyString(copy, view, length);
  return copy;
}

// Less usual ones. -----------------------------------------------------------------------------------

STM_CLONE(explicit_bzero, void, (void *to, size_t size)) {
  if (size)
    memset(writable(to, size), 0, size);
}
STM_CLONE(rawmemchr, void *, (const void *text, int byte)) {
  // Ends where the byte is found: what was looked at is known afterwards.
  const char *view = readable(static_cast<const char *>(text), 1);
  const char *found = static_cast<const char *>(rawmemchr(view, byte));
  readable(static_cast<const char *>(text), size_t(found - view) + 1);
  return sameIn(text, view, found);
}
STM_CLONE(memccpy, void *, (void *to, const void *from, int byte, size_t size)) {
  if (!size)
    return nullptr;
  const char *view = readable(static_cast<const char *>(from), size);
  const void *found = memchr(view, byte, size);
  size_t count = found ? size_t(static_cast<const char *>(found) - view) + 1 : size;
  memcpy(writable(to, count), view, count);
  return found ? static_cast<char *>(to) + count : nullptr;
}
STM_CLONE(stpncpy, char *, (char *to, const char *from, size_t size)) {
  if (!size)
    return to;
  char *target = writable(to, size);
  return to + (stpncpy(target, readableString(from, size), size) - target);
}
STM_CLONE(index, char *, (const char *text, int byte)) {
  const char *view = readableString(text);
  return sameIn(text, view, strchr(view, byte));
}
STM_CLONE(rindex, char *, (const char *text, int byte)) {
  const char *view = readableString(text);
  return sameIn(text, view, strrchr(view, byte));
}
extern "C" int __strcoll_l(const char *, const char *, locale_t);
extern "C" size_t __strxfrm_l(char *, const char *, size_t, locale_t);
STM_CLONE(__strcoll_l, int, (const char *a, const char *b, locale_t locale)) {
  return __strcoll_l(readableString(a), readableString(b), locale);
}
STM_CLONE(__strxfrm_l, size_t, (char *to, const char *from, size_t size, locale_t locale)) {
  return __strxfrm_l(size ? writable(to, size) : to, readableString(from), size, locale);
}
STM_CLONE(strxfrm, size_t, (char *to, const char *from, size_t size)) {
  return strxfrm(size ? writable(to, size) : to, readableString(from), size);
}
/// GNU's: the text may be constant, and the buffer unused.
STM_CLONE(strerror_r, char *, (int error, char *buffer, size_t size)) {
  if (!size)
    return strerror_r(error, buffer, size);
  char *view = writable(buffer, size);
  char *text = strerror_r(error, view, size);
  return text == view ? buffer : text;
}
/// POSIX's: an error number.
extern "C" int __xpg_strerror_r(int, char *, size_t);
STM_CLONE(__xpg_strerror_r, int, (int error, char *buffer, size_t size)) {
  return __xpg_strerror_r(error, size ? writable(buffer, size) : buffer, size);
}
STM_CLONE(strverscmp, int, (const char *a, const char *b)) {
  return strverscmp(readableString(a), readableString(b));
}
STM_CLONE(memfrob, void *, (void *text, size_t size)) {
  if (size)
    memfrob(writable(text, size), size);
  return text;
}
STM_CLONE(swab, void, (const void *from, void *to, ssize_t size)) {
  if (size > 1)
    swab(readable(from, size_t(size)), writable(to, size_t(size) & ~size_t(1)), size);
}
STM_CLONE(bcopy, void, (const void *from, void *to, size_t size)) { __stm_memcpy(to, from, size); }
STM_CLONE(strcoll_l, int, (const char *a, const char *b, locale_t locale)) {
  return strcoll_l(readableString(a), readableString(b), locale);
}
STM_CLONE(strxfrm_l, size_t, (char *to, const char *from, size_t size, locale_t locale)) {
  return strxfrm_l(size ? writable(to, size) : to, readableString(from), size, locale);
}
STM_CLONE(strcasecmp_l, int, (const char *a, const char *b, locale_t locale)) {
  return strcasecmp_l(readableString(a), readableString(b), locale);
}
STM_CLONE(strncasecmp_l, int, (const char *a, const char *b, size_t limit, locale_t locale)) {
  return limit ? strncasecmp_l(readableString(a, limit), readableString(b, limit), limit, locale) : 0;
}
STM_CLONE(fnmatch, int, (const char *pattern, const char *text, int flags)) {
  return fnmatch(readableString(pattern), readableString(text), flags);
}
