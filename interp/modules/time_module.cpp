// The module time: clocks, sleep, and calendar arithmetic of the C library.
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "vm/native.h"
#include "vm/thread.h"
#include "vm/waiting.h"

#include <cerrno>
#include <cmath>
#include <ctime>

namespace pystm {
namespace {

Type *struct_time_type = nullptr;

constexpr const char *kFields[] = {"tm_year", "tm_mon",  "tm_mday", "tm_hour", "tm_min",   "tm_sec",
                                   "tm_wday", "tm_yday", "tm_isdst", "tm_zone", "tm_gmtoff"};
constexpr StructSequenceDef kStructTime = {"time.struct_time", "The time value as returned by gmtime(), localtime(), and strptime().",
                                           kFields, 9};

int64_t nanoseconds(clockid_t clock) {
  timespec t = {};
  clock_gettime(clock, &t);
  return t.tv_sec * 1000000000 + t.tv_nsec;
}

Value seconds(int64_t ns) { return makeFloat(static_cast<double>(ns) / 1e9); }

#define CLOCK(name, clock)                                                                                     \
  Value name(Thread &, LocalValue *) { return seconds(nanoseconds(clock)); }                                        \
  Value name##Ns(Thread &thread, LocalValue *) { return makeInt(thread, nanoseconds(clock)); }
CLOCK(timeTime, CLOCK_REALTIME)
CLOCK(timeMonotonic, CLOCK_MONOTONIC)
CLOCK(timePerfCounter, CLOCK_MONOTONIC)
CLOCK(timeProcessTime, CLOCK_PROCESS_CPUTIME_ID)
CLOCK(timeThreadTime, CLOCK_THREAD_CPUTIME_ID)
#undef CLOCK

Value timeSleep(Thread &thread, LocalValue *args) {
  double duration = 0;
  if (!isInt(args[0]) && !isFloat(args[0]) && !typeOf(args[0])->slots.to_float && !typeOf(args[0])->slots.index)
    return raiseTypeError(thread, "'%T' object cannot be interpreted as an integer", args[0].bits);
  if (!toDouble(thread, args[0], duration))
    return Value::error();
  if (std::isnan(duration))
    return raiseValueError(thread, "Invalid value NaN (not a number)");
  if (duration < 0)
    return raiseValueError(thread, "sleep length must be non-negative");
  if (duration > 9.2e9)
    return raiseOverflowError(thread, "timestamp too large to convert to C _PyTime_t");
  timespec end = {};
  clock_gettime(CLOCK_MONOTONIC, &end);
  end.tv_sec += static_cast<time_t>(duration);
  end.tv_nsec += static_cast<long>((duration - std::floor(duration)) * 1e9);
  if (end.tv_nsec >= 1000000000) {
    ++end.tv_sec;
    end.tv_nsec -= 1000000000;
  }
  return interruptibleCall(
      thread, [end] { return clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, nullptr); }, [](Thread &, int) { return none(); });
}

Value fromBrokenDown(Thread &thread, const tm &t) {
  Value values[11] = {Value::smallInt(t.tm_year + 1900), Value::smallInt(t.tm_mon + 1),  Value::smallInt(t.tm_mday),
                      Value::smallInt(t.tm_hour),        Value::smallInt(t.tm_min),      Value::smallInt(t.tm_sec),
                      Value::smallInt((t.tm_wday + 6) % 7), Value::smallInt(t.tm_yday + 1), Value::smallInt(t.tm_isdst),
                      makeStr(thread, std::string_view(t.tm_zone ? t.tm_zone : "")), Value::smallInt(t.tm_gmtoff)};
  return makeStructSequence(thread, struct_time_type, values);
}

bool timestamp(Thread &thread, Value value, time_t &result) {
  if (value.isUnbound() || isNone(value)) {
    result = ::time(nullptr);
    return true;
  }
  if (isInt(value)) {
    int64_t n = 0;
    if (!fitsInt64(value, n)) {
      raiseOverflowError(thread, "timestamp out of range for platform time_t");
      return false;
    }
    result = n;
    return true;
  }
  double d = 0;
  if (!isFloat(value)) {
    raiseTypeError(thread, "'%T' object cannot be interpreted as an integer", value.bits);
    return false;
  }
  d = floatValue(value);
  if (std::isnan(d)) {
    raiseValueError(thread, "Invalid value NaN (not a number)");
    return false;
  }
  if (std::fabs(d) > 9e18) {
    raiseOverflowError(thread, "timestamp out of range for platform time_t");
    return false;
  }
  result = static_cast<time_t>(std::floor(d));
  return true;
}

Value timeGmtime(Thread &thread, LocalValue *args) {
  time_t t = 0;
  tm broken = {};
  if (!timestamp(thread, args[0], t))
    return Value::error();
  if (!gmtime_r(&t, &broken))
    return raiseOSError(thread, errno);
  broken.tm_zone = "UTC";
  return fromBrokenDown(thread, broken);
}

Value timeLocaltime(Thread &thread, LocalValue *args) {
  time_t t = 0;
  tm broken = {};
  if (!timestamp(thread, args[0], t))
    return Value::error();
  if (!localtime_r(&t, &broken))
    return raiseOSError(thread, errno);
  return fromBrokenDown(thread, broken);
}

bool toBrokenDown(Thread &thread, Value value, tm &t) {
  if (!isTuple(value)) {
    raiseTypeError(thread, "Tuple or struct_time argument required");
    return false;
  }
  auto *tuple = value.as<Tuple>();
  if (tuple->size != 9) {
    raiseTypeError(thread, "function takes exactly 9 arguments (%lld given)", static_cast<long long>(tuple->size));
    return false;
  }
  int fields[9];
  for (int i = 0; i < 9; ++i) {
    if (!toInt(thread, tuple->items[i], fields[i]))
      return false;
  }
  t = {};
  t.tm_year = fields[0] - 1900;
  t.tm_mon = fields[1] - 1;
  t.tm_mday = fields[2];
  t.tm_hour = fields[3];
  t.tm_min = fields[4];
  t.tm_sec = fields[5];
  t.tm_wday = (fields[6] + 1) % 7;
  t.tm_yday = fields[7] - 1;
  t.tm_isdst = fields[8];
  if (isExactly(value, *struct_time_type) && isInt(tuple->items[10]))
    t.tm_gmtoff = tuple->items[10].isSmallInt() ? tuple->items[10].asSmallInt() : 0;
  return true;
}

bool checkFields(Thread &thread, tm &t) {
  auto fix = [](int &field) {
    if (field == -1)
      field = 0;
  };
  fix(t.tm_mon);
  if (t.tm_mday == 0)
    t.tm_mday = 1;
  fix(t.tm_yday);
  const char *wrong = t.tm_mon < 0 || t.tm_mon > 11       ? "month out of range"
                      : t.tm_mday < 0 || t.tm_mday > 31   ? "day of month out of range"
                      : t.tm_hour < 0 || t.tm_hour > 23   ? "hour out of range"
                      : t.tm_min < 0 || t.tm_min > 59     ? "minute out of range"
                      : t.tm_sec < 0 || t.tm_sec > 61     ? "seconds out of range"
                      : t.tm_wday < 0                     ? "day of week out of range"
                      : t.tm_yday < 0 || t.tm_yday > 365  ? "day of year out of range"
                                                          : nullptr;
  if (wrong)
    raiseValueError(thread, "%s", wrong);
  return !wrong;
}

Value timeMktime(Thread &thread, LocalValue *args) {
  tm t = {};
  if (!toBrokenDown(thread, args[0], t))
    return Value::error();
  t.tm_wday = -1;
  time_t result = mktime(&t);
  if (result == -1 && t.tm_wday == -1)
    return raiseOverflowError(thread, "mktime argument out of range");
  return makeFloat(static_cast<double>(result));
}

bool nowOr(Thread &thread, Value value, tm &t) {
  if (!value.isUnbound() && !isNone(value))
    return toBrokenDown(thread, value, t) && checkFields(thread, t);
  time_t now = ::time(nullptr);
  localtime_r(&now, &t);
  return true;
}

Value timeStrftime(Thread &thread, LocalValue *args) {
  if (!isStr(args[0]))
    return raiseTypeError(thread, "strftime() argument 1 must be str, not %T", args[0].bits);
  tm t = {};
  if (!nowOr(thread, args[1], t))
    return Value::error();
  if (t.tm_isdst < -1)
    t.tm_isdst = -1;
  if (t.tm_isdst > 1)
    t.tm_isdst = 1;
  // %Z and %z of a broken-down time without a zone are those of the place.
  if (!t.tm_zone)
    t.tm_zone = tzname[t.tm_isdst > 0];
  std::string format = toUtf8(args[0].as<Str>());
  if (format.empty())
    return emptyStr();
  std::string out(256 + format.size() * 16, '\0');
  size_t size = ::strftime(out.data(), out.size(), format.c_str(), &t);
  return makeStr(thread, std::string_view(out).substr(0, size));
}

Value textOf(Thread &thread, const tm &t) {
  static const char *kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static const char *kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return formatStr(thread, "%s %s%3d %.2d:%.2d:%.2d %d", kDays[t.tm_wday % 7], kMonths[t.tm_mon], t.tm_mday, t.tm_hour,
                   t.tm_min, t.tm_sec, t.tm_year + 1900);
}

Value timeAsctime(Thread &thread, LocalValue *args) {
  tm t = {};
  return nowOr(thread, args[0], t) ? textOf(thread, t) : Value::error();
}

Value timeCtime(Thread &thread, LocalValue *args) {
  time_t at = 0;
  tm t = {};
  if (!timestamp(thread, args[0], at))
    return Value::error();
  localtime_r(&at, &t);
  return textOf(thread, t);
}

Value timeStrptime(Thread &thread, LocalValue *args) {
  Value function = importAttribute(thread, "_strptime", "_strptime_time");
  return function.isError() ? function : call(thread, function, {args[0], args[1]});
}

bool setZone(Thread &thread, Module *module) {
  tzset();
  return setModuleAttribute(thread, module, "timezone", makeInt(thread, timezone)) &&
         setModuleAttribute(thread, module, "altzone", makeInt(thread, timezone - (daylight ? 3600 : 0))) &&
         setModuleAttribute(thread, module, "daylight", Value::smallInt(daylight)) &&
         setModuleAttribute(thread, module, "tzname",
                            makeTuple(thread, {makeStr(thread, std::string_view(tzname[0])), makeStr(thread, std::string_view(tzname[1]))}));
}

Module *time_module_object = nullptr;
Value timeTzset(Thread &thread, LocalValue *) { return setZone(thread, time_module_object) ? none() : Value::error(); }

Value timeClockInfo(Thread &thread, LocalValue *args) {
  Value space = importAttribute(thread, "types", "SimpleNamespace");
  if (space.isError())
    return space;
  Value info = call(thread, space);
  if (info.isError())
    return info;
  bool wall = isStr(args[0]) && args[0].as<Str>()->is("time");
  setAttribute(thread, info, intern(thread, "implementation"),
               makeAscii(thread, wall ? "clock_gettime(CLOCK_REALTIME)" : "clock_gettime(CLOCK_MONOTONIC)"));
  setAttribute(thread, info, intern(thread, "monotonic"), makeBool(!wall));
  setAttribute(thread, info, intern(thread, "adjustable"), makeBool(wall));
  setAttribute(thread, info, intern(thread, "resolution"), makeFloat(1e-9));
  return info;
}

Value timeClockGettime(Thread &thread, LocalValue *args) {
  int clock = 0;
  timespec t = {};
  if (!toInt(thread, args[0], clock))
    return Value::error();
  if (clock_gettime(clock, &t) != 0)
    return raiseOSError(thread, errno);
  return seconds(t.tv_sec * 1000000000 + t.tv_nsec);
}

constexpr MethodDef kFunctions[] = {
    {"time", "()", timeTime, "Return the current time in seconds since the Epoch."},
    {"time_ns", "()", timeTimeNs},
    {"monotonic", "()", timeMonotonic},
    {"monotonic_ns", "()", timeMonotonicNs},
    {"perf_counter", "()", timePerfCounter},
    {"perf_counter_ns", "()", timePerfCounterNs},
    {"process_time", "()", timeProcessTime},
    {"process_time_ns", "()", timeProcessTimeNs},
    {"thread_time", "()", timeThreadTime},
    {"thread_time_ns", "()", timeThreadTimeNs},
    {"clock_gettime", "(clk_id, /)", timeClockGettime},
    {"sleep", "(secs, /)", timeSleep, "Delay execution for a given number of seconds."},
    {"gmtime", "(seconds=?, /)", timeGmtime},
    {"localtime", "(seconds=?, /)", timeLocaltime},
    {"mktime", "(tuple, /)", timeMktime},
    {"strftime", "(format, tuple=?, /)", timeStrftime},
    {"strptime", "(string, format='%a %b %d %H:%M:%S %Y', /)", timeStrptime},
    {"asctime", "(tuple=?, /)", timeAsctime},
    {"ctime", "(seconds=?, /)", timeCtime},
    {"tzset", "()", timeTzset},
    {"get_clock_info", "(name, /)", timeClockInfo},
};

bool initialize(Thread &thread, Module *module) {
  if (!struct_time_type) {
    struct_time_type = makeStructSequenceType(thread, kStructTime);
    addRoot(&struct_time_type);
    time_module_object = module;
    addRoot(&time_module_object);
  }
  return setModuleAttribute(thread, module, "struct_time", struct_time_type) && setZone(thread, module) &&
         setModuleAttribute(thread, module, "CLOCK_REALTIME", Value::smallInt(CLOCK_REALTIME)) &&
         setModuleAttribute(thread, module, "CLOCK_MONOTONIC", Value::smallInt(CLOCK_MONOTONIC)) &&
         setModuleAttribute(thread, module, "CLOCK_PROCESS_CPUTIME_ID", Value::smallInt(CLOCK_PROCESS_CPUTIME_ID)) &&
         setModuleAttribute(thread, module, "CLOCK_THREAD_CPUTIME_ID", Value::smallInt(CLOCK_THREAD_CPUTIME_ID)) &&
         setModuleAttribute(thread, module, "_STRUCT_TM_ITEMS", Value::smallInt(11));
}

} // namespace

extern const ModuleDef time_module;
const ModuleDef time_module = {"time", "This module provides various functions to manipulate time values.", kFunctions, initialize};

} // namespace pystm
