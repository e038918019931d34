//===- lib/c_fortified.cpp - What _FORTIFY_SOURCE makes of <string.h> ----------------------------------------===//
//
// These get the size of the target, too. What does not fit is left to the C library, which ends the program: with the
// transaction's effects visible.
//
//===--------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"
#include "stm/abi.h"

#include <cstring>
#include <cwchar>

using stm::lib::readableString;
using stm::lib::writable;

extern "C" {
void __stm_become_irrevocable(const stm_reason *reason);
[[noreturn]] void __chk_fail();
}

namespace {

const stm_reason kOverflow = {"a buffer overflow", nullptr, 0, 0};

void check(size_t needed, size_t room) {
  if (__builtin_expect(needed <= room, 1))
    return;
  __stm_become_irrevocable(&kOverflow);
  __chk_fail();
}

size_t lengthOf(const char *text) { return strlen(readableString(text)); }
size_t lengthOf(const char *text, size_t limit) {
  return limit ? strnlen(readableString(text, limit), limit) : 0;
}

/// Copies `length` bytes and a final zero.
char *copyText(char *to, const char *from, size_t length, size_t room) {
  check(length + 1, room);
  __stm_memcpy(to, from, length);
  *writable(to + length, 1) = 0;
  return to + length;
}

} // namespace

STM_CLONE(__memcpy_chk, void *, (void *to, const void *from, size_t size, size_t room)) {
  check(size, room);
  return __stm_memcpy(to, from, size);
}
STM_CLONE(__memmove_chk, void *, (void *to, const void *from, size_t size, size_t room)) {
  check(size, room);
  return __stm_memcpy(to, from, size);
}
STM_CLONE(__mempcpy_chk, void *, (void *to, const void *from, size_t size, size_t room)) {
  check(size, room);
  return static_cast<char *>(__stm_memcpy(to, from, size)) + size;
}
STM_CLONE(__memset_chk, void *, (void *to, int value, size_t size, size_t room)) {
  check(size, room);
  if (size)
    memset(writable(to, size), value, size);
  return to;
}
STM_CLONE(__strcpy_chk, char *, (char *to, const char *from, size_t room)) {
  copyText(to, from, lengthOf(from), room);
  return to;
}
STM_CLONE(__stpcpy_chk, char *, (char *to, const char *from, size_t room)) {
  return copyText(to, from, lengthOf(from), room);
}
STM_CLONE(__strcat_chk, char *, (char *to, const char *from, size_t room)) {
  size_t before = lengthOf(to);
  copyText(to + before, from, lengthOf(from), before <= room ? room - before : 0);
  return to;
}
STM_CLONE(__strncat_chk, char *, (char *to, const char *from, size_t limit, size_t room)) {
  size_t before = lengthOf(to);
  copyText(to + before, from, lengthOf(from, limit), before <= room ? room - before : 0);
  return to;
}
STM_CLONE(__strncpy_chk, char *, (char *to, const char *from, size_t size, size_t room)) {
  check(size, room);
  if (size)
    strncpy(writable(to, size), readableString(from, size), size);
  return to;
}
STM_CLONE(__stpncpy_chk, char *, (char *to, const char *from, size_t size, size_t room)) {
  check(size, room);
  if (!size)
    return to;
  char *target = writable(to, size);
  return to + (stpncpy(target, readableString(from, size), size) - target);
}
STM_CLONE(__explicit_bzero_chk, void, (void *to, size_t size, size_t room)) {
  check(size, room);
  if (size)
    memset(writable(to, size), 0, size);
}
STM_CLONE(__wmemcpy_chk, wchar_t *, (wchar_t * to, const wchar_t *from, size_t count, size_t room)) {
  check(count, room);
  return static_cast<wchar_t *>(__stm_memcpy(to, from, count * sizeof *to));
}
STM_CLONE(__wmemmove_chk, wchar_t *, (wchar_t * to, const wchar_t *from, size_t count, size_t room)) {
  check(count, room);
  return static_cast<wchar_t *>(__stm_memcpy(to, from, count * sizeof *to));
}
STM_CLONE(__wmemset_chk, wchar_t *, (wchar_t * to, wchar_t c, size_t count, size_t room)) {
  check(count, room);
  if (count)
    wmemset(writable(to, count * sizeof *to), c, count);
  return to;
}
