//===- lib/c_time.cpp - Clocks and dates in transactions ---------------------------------------------------------------===//
//
// Reading a clock changes nothing; times and texts are written as the transaction's.
//
//===----------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"

#include <ctime>
#include <sys/time.h>

using stm::lib::readable;
using stm::lib::readableString;
using stm::lib::writable;

template <class T> static void write(T *to, const T &value) { *writable(to, sizeof value) = value; }

STM_CLONE(time, time_t, (time_t * where)) {
  time_t now = time(nullptr);
  if (where)
    write(where, now);
  return now;
}
STM_CLONE(clock_gettime, int, (clockid_t clock, timespec *where)) {
  timespec now;
  int failed = clock_gettime(clock, &now);
  if (!failed)
    write(where, now);
  return failed;
}
STM_CLONE(clock_getres, int, (clockid_t clock, timespec *where)) {
  timespec step;
  int failed = clock_getres(clock, &step);
  if (!failed && where)
    write(where, step);
  return failed;
}
STM_CLONE(timespec_get, int, (timespec * where, int base)) {
  timespec now;
  int result = timespec_get(&now, base);
  if (result)
    write(where, now);
  return result;
}
STM_CLONE(gettimeofday, int, (timeval * where, void *)) {
  timeval now;
  int failed = gettimeofday(&now, nullptr);
  if (!failed && where)
    write(where, now);
  return failed;
}
STM_CLONE(gmtime_r, tm *, (const time_t *when, tm *where)) {
  tm parts;
  if (!gmtime_r(readable(when, sizeof *when), &parts))
    return nullptr;
  write(where, parts);
  return where;
}
STM_CLONE(timegm, time_t, (tm * where)) {
  tm parts = *readable(where, sizeof *where);
  time_t result = timegm(&parts);
  write(where, parts);
  return result;
}

// Local time: the C library reads the zone's file once and keeps it. -----------------------------------------

STM_CLONE(localtime_r, tm *, (const time_t *when, tm *where)) {
  tm parts;
  if (!localtime_r(readable(when, sizeof *when), &parts))
    return nullptr;
  write(where, parts);
  return where;
}
static time_t makeTime(tm *where) {
  tm parts = *readable(where, sizeof *where);
  time_t result = mktime(&parts);
  write(where, parts);
  return result;
}
STM_CLONE(mktime, time_t, (tm * where)) { return makeTime(where); }
STM_CLONE(timelocal, time_t, (tm * where)) { return makeTime(where); }

// Texts. ------------------------------------------------------------------------------------------------------

STM_CLONE(strftime, size_t, (char *to, size_t room, const char *format, const tm *when)) {
  tm parts = *readable(when, sizeof *when);
  const char *view = readableString(format);
  char text[256];
  size_t length = strftime(text, room < sizeof text ? room : sizeof text, view, &parts);
  if (length || room <= sizeof text) {
    if (length)
      memcpy(writable(to, length + 1), text, length + 1);
    return length;
  }
  return strftime(writable(to, room), room, view, &parts);
}
STM_CLONE(strptime, char *, (const char *text, const char *format, tm *where)) {
  tm parts = *readable(where, sizeof *where);
  const char *view = readableString(text);
  const char *end = strptime(view, readableString(format), &parts);
  write(where, parts);
  return stm::lib::sameIn(text, view, end);
}
static char *printTime(char *to, const tm *parts) {
  char text[64];
  if (!asctime_r(parts, text))
    return nullptr;
  memcpy(writable(to, strlen(text) + 1), text, strlen(text) + 1);
  return to;
}
STM_CLONE(asctime_r, char *, (const tm *when, char *to)) {
  tm parts = *readable(when, sizeof *when);
  return printTime(to, &parts);
}
STM_CLONE(ctime_r, char *, (const time_t *when, char *to)) {
  tm parts;
  return localtime_r(readable(when, sizeof *when), &parts) ? printTime(to, &parts) : nullptr;
}

// Results in memory that calls share: on the heap, where the transaction can undo them. -------------------------

namespace {

tm *shared_parts;
char *shared_text;
__attribute__((constructor)) void makeSharedResults() {
  shared_parts = static_cast<tm *>(calloc(1, sizeof *shared_parts));
  shared_text = static_cast<char *>(calloc(1, 64));
}

} // namespace

STM_CLONE(gmtime, tm *, (const time_t *when)) { return stm_clone_gmtime_r(when, shared_parts); }
STM_CLONE(localtime, tm *, (const time_t *when)) { return stm_clone_localtime_r(when, shared_parts); }
STM_CLONE(asctime, char *, (const tm *when)) { return stm_clone_asctime_r(when, shared_text); }
STM_CLONE(ctime, char *, (const time_t *when)) { return stm_clone_asctime_r(stm_clone_localtime(when), shared_text); }
