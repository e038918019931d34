// posix: the limits of the system and of files, by names (posix_names.def), and the numbers that have names in the module.
#include "modules/posix.h"

#include <csignal>
#include <dlfcn.h>
#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <sysexits.h>
#include <unistd.h>

namespace pystm {
namespace {

struct Constant {
  const char *name;
  int64_t value;
};

#define PATHCONF(name)
#define CONFSTR(name)
#define SYSCONF(name) {"SC_" #name, _SC_##name},
constexpr Constant kSysconf[] = {
#include "modules/posix_names.def"
};
#undef SYSCONF
#undef PATHCONF
#define SYSCONF(name)
#define PATHCONF(name) {"PC_" #name, _PC_##name},
constexpr Constant kPathconf[] = {
#include "modules/posix_names.def"
};
#undef PATHCONF
#undef CONFSTR
#define PATHCONF(name)
#define CONFSTR(name) {"CS_" #name, _CS_##name},
constexpr Constant kConfstr[] = {
#include "modules/posix_names.def"
};
#undef SYSCONF
#undef PATHCONF
#undef CONFSTR

bool nameArgument(Thread &thread, Value value, std::span<const Constant> known, int &name) {
  if (!isStr(value)) {
    if (isInt(value))
      return toInt(thread, value, name);
    raiseTypeError(thread, "configuration names must be strings or integers");
    return false;
  }
  for (const Constant &row : known)
    if (value.as<Str>()->is(row.name)) {
      name = static_cast<int>(row.value);
      return true;
    }
  raiseValueError(thread, "unrecognized configuration name");
  return false;
}

Value posixSysconf(Thread &thread, LocalValue *args) {
  int name = 0;
  if (!nameArgument(thread, args[0], kSysconf, name))
    return Value::error();
  errno = 0;
  long value = sysconf(name);
  return value == -1 && errno ? raiseOSError(thread, errno) : makeInt(thread, value);
}

Value posixPathconf(Thread &thread, LocalValue *args) {
  PathArgument path;
  int name = 0;
  if (!readPath(thread, args[0], path, "pathconf", true) || !nameArgument(thread, args[1], kPathconf, name))
    return Value::error();
  errno = 0;
  long value = path.fd >= 0 ? fpathconf(path.fd, name) : pathconf(path.path(), name);
  return value == -1 && errno ? raiseOSError(thread, errno, path.object) : makeInt(thread, value);
}

Value posixConfstr(Thread &thread, LocalValue *args) {
  int name = 0;
  if (!nameArgument(thread, args[0], kConfstr, name))
    return Value::error();
  errno = 0;
  size_t size = confstr(name, nullptr, 0);
  if (size == 0)
    return errno ? raiseOSError(thread, errno) : none();
  std::string text(size, '\0');
  confstr(name, text.data(), size);
  text.resize(size - 1);
  return fromFileSystem(thread, text);
}

constexpr MethodDef kTable[] = {
    {"sysconf", "(name, /)", posixSysconf},
    {"pathconf", "(path, name)", posixPathconf},
    {"fpathconf", "(fd, name, /)", posixPathconf},
    {"confstr", "(name, /)", posixConfstr},
};

#define ROW(name) {#name, name}
constexpr Constant kConstants[] = {
    ROW(F_OK), ROW(R_OK), ROW(W_OK), ROW(X_OK), ROW(O_RDONLY), ROW(O_WRONLY), ROW(O_RDWR), ROW(O_CREAT), ROW(O_EXCL), ROW(O_TRUNC),
    ROW(O_APPEND), ROW(O_NONBLOCK), ROW(O_NDELAY), ROW(O_SYNC), ROW(O_DSYNC), ROW(O_RSYNC), ROW(O_CLOEXEC), ROW(O_DIRECTORY), ROW(O_NOFOLLOW),
    ROW(O_NOCTTY), ROW(O_ACCMODE), ROW(O_ASYNC), ROW(O_DIRECT), ROW(O_FSYNC), {"O_LARGEFILE", 0}, ROW(O_NOATIME), ROW(O_PATH), ROW(O_TMPFILE),
    ROW(WNOHANG), ROW(WUNTRACED), ROW(WCONTINUED), ROW(WEXITED), ROW(WSTOPPED), ROW(WNOWAIT), ROW(P_ALL), ROW(P_PID), ROW(P_PGID),
    {"P_PIDFD", 3}, ROW(CLD_EXITED), ROW(CLD_KILLED), ROW(CLD_DUMPED), ROW(CLD_TRAPPED), ROW(CLD_STOPPED), ROW(CLD_CONTINUED), ROW(EX_OK),
    ROW(EX_USAGE), ROW(EX_DATAERR), ROW(EX_NOINPUT), ROW(EX_NOUSER), ROW(EX_NOHOST), ROW(EX_UNAVAILABLE), ROW(EX_SOFTWARE), ROW(EX_OSERR),
    ROW(EX_OSFILE), ROW(EX_CANTCREAT), ROW(EX_IOERR), ROW(EX_TEMPFAIL), ROW(EX_PROTOCOL), ROW(EX_NOPERM), ROW(EX_CONFIG), ROW(SEEK_DATA),
    ROW(SEEK_HOLE), {"NGROUPS_MAX", 65536}, {"TMP_MAX", 238328}, ROW(SCHED_OTHER), ROW(SCHED_FIFO), ROW(SCHED_RR), ROW(SCHED_BATCH),
    ROW(SCHED_IDLE), ROW(SCHED_RESET_ON_FORK), ROW(PRIO_PROCESS), ROW(PRIO_PGRP), ROW(PRIO_USER), {"GRND_NONBLOCK", 1}, {"GRND_RANDOM", 2},
    ROW(F_LOCK), ROW(F_TLOCK), ROW(F_ULOCK), ROW(F_TEST), ROW(POSIX_FADV_NORMAL), ROW(POSIX_FADV_RANDOM), ROW(POSIX_FADV_SEQUENTIAL),
    ROW(POSIX_FADV_WILLNEED), ROW(POSIX_FADV_DONTNEED), ROW(POSIX_FADV_NOREUSE), {"POSIX_SPAWN_OPEN", 0}, {"POSIX_SPAWN_CLOSE", 1},
    {"POSIX_SPAWN_DUP2", 2}, ROW(EFD_CLOEXEC), ROW(EFD_NONBLOCK), ROW(EFD_SEMAPHORE), ROW(RTLD_LAZY), ROW(RTLD_NOW), ROW(RTLD_GLOBAL),
    ROW(RTLD_LOCAL), ROW(RTLD_NODELETE), ROW(RTLD_NOLOAD), ROW(RTLD_DEEPBIND), ROW(RWF_APPEND), ROW(RWF_DSYNC), ROW(RWF_HIPRI),
    ROW(RWF_NOWAIT), ROW(RWF_SYNC), ROW(SPLICE_F_MOVE), ROW(SPLICE_F_MORE), ROW(SPLICE_F_NONBLOCK), ROW(ST_RDONLY), ROW(ST_NOSUID),
    ROW(ST_NODEV), ROW(ST_NOEXEC), ROW(ST_SYNCHRONOUS), ROW(ST_MANDLOCK), ROW(ST_WRITE), ROW(ST_APPEND), ROW(ST_NOATIME),
    ROW(ST_NODIRATIME), ROW(ST_RELATIME), ROW(XATTR_CREATE), ROW(XATTR_REPLACE), {"XATTR_SIZE_MAX", 65536}, ROW(MFD_CLOEXEC),
    ROW(MFD_ALLOW_SEALING), ROW(MFD_HUGETLB), {"MFD_HUGE_SHIFT", 26}, {"MFD_HUGE_MASK", 63},
};
#undef ROW

Dict *dictOf(Thread &thread, std::span<const Constant> rows) {
  Dict *dict = makeDict(thread);
  for (const Constant &row : rows)
    dictSet(thread, dict, intern(thread, row.name), Value::smallInt(row.value));
  return dict;
}

} // namespace

const std::span<const MethodDef> kPosixNameFunctions = kTable;

bool addPosixNames(Thread &thread, Module *module) {
  for (const Constant &row : kConstants)
    if (!setModuleAttribute(thread, module, row.name, makeInt(thread, row.value)))
      return false;
  return setModuleAttribute(thread, module, "sysconf_names", dictOf(thread, kSysconf)) && setModuleAttribute(thread, module, "pathconf_names", dictOf(thread, kPathconf)) &&
         setModuleAttribute(thread, module, "confstr_names", dictOf(thread, kConfstr));
}

} // namespace pystm
