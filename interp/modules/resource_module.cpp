// The module resource: limits of processes and what they have used.
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "vm/native.h"
#include "vm/thread.h"

#include <cerrno>
#include <sys/resource.h>
#include <unistd.h>

namespace pystm {
namespace {

Type *usage_type = nullptr;
constexpr const char *kFields[] = {"ru_utime",  "ru_stime",  "ru_maxrss",   "ru_ixrss",  "ru_idrss",  "ru_isrss",    "ru_minflt", "ru_majflt",
                                   "ru_nswap",  "ru_inblock", "ru_oublock", "ru_msgsnd", "ru_msgrcv", "ru_nsignals", "ru_nvcsw",  "ru_nivcsw"};
constexpr StructSequenceDef kUsage = {"resource.struct_rusage", "struct_rusage: Result from getrusage.", kFields, 16};

Value seconds(const timeval &t) { return makeFloat(static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6); }

Value getUsage(Thread &thread, LocalValue *args) {
  int who = 0;
  rusage usage{};
  if (!toInt(thread, args[0], who))
    return Value::error();
  if (getrusage(static_cast<__rusage_who>(who), &usage) != 0)
    return errno == EINVAL ? raiseValueError(thread, "invalid who parameter") : raiseOSError(thread, errno);
  Value values[16] = {seconds(usage.ru_utime), seconds(usage.ru_stime)};
  long counts[] = {usage.ru_maxrss,  usage.ru_ixrss,  usage.ru_idrss,  usage.ru_isrss,  usage.ru_minflt,   usage.ru_majflt, usage.ru_nswap,
                   usage.ru_inblock, usage.ru_oublock, usage.ru_msgsnd, usage.ru_msgrcv, usage.ru_nsignals, usage.ru_nvcsw,  usage.ru_nivcsw};
  for (int i = 0; i < 14; ++i)
    values[i + 2] = makeInt(thread, counts[i]);
  return makeStructSequence(thread, usage_type, values);
}

bool resourceOf(Thread &thread, Value value, int &which) {
  if (!toInt(thread, value, which))
    return false;
  if (which >= 0 && which < static_cast<int>(RLIM_NLIMITS))
    return true;
  raiseValueError(thread, "invalid resource specified");
  return false;
}

Value pair(Thread &thread, const rlimit &limit) {
  return makeTuple(thread, {makeInt(thread, static_cast<int64_t>(limit.rlim_cur)), makeInt(thread, static_cast<int64_t>(limit.rlim_max))});
}

Value getLimit(Thread &thread, LocalValue *args) {
  int which = 0;
  rlimit limit{};
  if (!resourceOf(thread, args[0], which))
    return Value::error();
  return getrlimit(static_cast<__rlimit_resource>(which), &limit) == 0 ? pair(thread, limit) : raiseOSError(thread, errno);
}

bool limitOf(Thread &thread, Value limits, rlimit &limit) {
  ItemSpan items = itemsOf(thread, limits);
  int64_t soft = 0;
  int64_t hard = 0;
  if (!items.ok)
    return false;
  if (items.size != 2) {
    raiseValueError(thread, "expected a tuple of 2 integers");
    return false;
  }
  if (!toInt64(thread, items.items[0], soft) || !toInt64(thread, items.items[1], hard))
    return false;
  limit.rlim_cur = static_cast<rlim_t>(soft);
  limit.rlim_max = static_cast<rlim_t>(hard);
  return true;
}

Value limitError(Thread &thread, int error) {
  if (error == EINVAL)
    return raiseValueError(thread, "current limit exceeds maximum limit");
  return error == EPERM ? raiseValueError(thread, "not allowed to raise maximum limit") : raiseOSError(thread, error);
}

Value setLimit(Thread &thread, LocalValue *args) {
  int which = 0;
  rlimit limit{};
  if (!resourceOf(thread, args[0], which) || !limitOf(thread, args[1], limit))
    return Value::error();
  return setrlimit(static_cast<__rlimit_resource>(which), &limit) == 0 ? none() : limitError(thread, errno);
}

Value processLimit(Thread &thread, LocalValue *args) {
  int pid = 0;
  int which = 0;
  rlimit wanted{};
  rlimit old{};
  if (!toInt(thread, args[0], pid) || !resourceOf(thread, args[1], which) || (!isNone(args[2]) && !limitOf(thread, args[2], wanted)))
    return Value::error();
  if (prlimit(pid, static_cast<__rlimit_resource>(which), isNone(args[2]) ? nullptr : &wanted, &old) != 0)
    return limitError(thread, errno);
  return pair(thread, old);
}

Value getPageSize(Thread &thread, LocalValue *) { return makeInt(thread, sysconf(_SC_PAGESIZE)); }

struct Constant {
  const char *name;
  int64_t value;
};
#define ROW(name) {#name, static_cast<int64_t>(name)}
constexpr Constant kConstants[] = {
    ROW(RLIMIT_CPU),   ROW(RLIMIT_FSIZE),   ROW(RLIMIT_DATA),   ROW(RLIMIT_STACK),  ROW(RLIMIT_CORE),     ROW(RLIMIT_NOFILE),
    ROW(RLIMIT_OFILE), ROW(RLIMIT_AS),      ROW(RLIMIT_RSS),    ROW(RLIMIT_NPROC),  ROW(RLIMIT_MEMLOCK),  ROW(RLIMIT_MSGQUEUE),
    ROW(RLIMIT_NICE),  ROW(RLIMIT_RTPRIO),  ROW(RLIMIT_RTTIME), ROW(RLIMIT_SIGPENDING), ROW(RLIM_INFINITY), ROW(RUSAGE_SELF),
    ROW(RUSAGE_CHILDREN), ROW(RUSAGE_THREAD),
};
#undef ROW

bool initialize(Thread &thread, Module *module) {
  if (!usage_type) {
    usage_type = makeStructSequenceType(thread, kUsage);
    addRoot(&usage_type);
  }
  for (const Constant &row : kConstants)
    if (!setModuleAttribute(thread, module, row.name, makeInt(thread, row.value)))
      return false;
  return setModuleAttribute(thread, module, "error", Value(&OSError_type)) && addModuleType(thread, module, usage_type);
}

constexpr MethodDef kFunctions[] = {
    {"getrusage", "(who, /)", getUsage},
    {"getrlimit", "(resource, /)", getLimit},
    {"setrlimit", "(resource, limits, /)", setLimit},
    {"prlimit", "(pid, resource, limits=None, /)", processLimit},
    {"getpagesize", "()", getPageSize},
};

} // namespace

extern const ModuleDef resource_module;
const ModuleDef resource_module = {"resource", "", kFunctions, initialize};

} // namespace pystm
