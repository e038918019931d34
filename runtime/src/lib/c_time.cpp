//===- lib/c_time.cpp - Clocks in transactions ---------------------------------------------------------------===//
//
// Reading a clock changes nothing; the time is written as the transaction's.
//
//===----------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"

#include <ctime>
#include <sys/time.h>

using stm::lib::readable;
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
