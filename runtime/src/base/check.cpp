//===- base/check.cpp - Writing messages without the C library's buffers ----===//
//
// The text goes straight to file descriptor 2: standard error's FILE may be locked by the
// thread that failed, or live in memory that is being repaired.
//
//===------------------------------------------------------------------------===//
#include "base/check.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace stm {

static void writeMessage(const char *format, va_list arguments) {
  char text[1024] = "stm: ";
  int used = 5;
  int length = vsnprintf(text + used, sizeof text - used - 1, format, arguments);
  if (length > 0)
    used += length < int(sizeof text) - used - 1 ? length : int(sizeof text) - used - 2;
  text[used++] = '\n';
  [[maybe_unused]] ssize_t written = write(STDERR_FILENO, text, used);
}

void say(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  writeMessage(format, arguments);
  va_end(arguments);
}

void die(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  writeMessage(format, arguments);
  va_end(arguments);
  abort();
}

void refuse(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  writeMessage(format, arguments);
  va_end(arguments);
  _exit(1);
}

} // namespace stm
