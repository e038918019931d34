// posix: waiting for children, users and groups, sessions, priorities, scheduling, and starting programs.
#include "modules/posix.h"

#include "objects/struct_sequence.h"
#include "vm/waiting.h"

#include <csignal>
#include <fcntl.h>
#include <grp.h>
#include <pty.h>
#include <sched.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>
#include <vector>

extern char **environ;

namespace pystm {
namespace {

constexpr const char *kSignalFields[] = {"si_pid", "si_uid", "si_signo", "si_status", "si_code"};
constexpr StructSequenceDef kWaitid = {"posix.waitid_result", "waitid_result: Result from waitid.", kSignalFields, 5};
constexpr const char *kParamFields[] = {"sched_priority"};
constexpr StructSequenceDef kParam = {"posix.sched_param", "Currently has only one field: sched_priority", kParamFields, 1};

Type *waitid_type = nullptr, *param_type = nullptr;

Value status(Thread &thread, int result) { return result < 0 ? raiseOSError(thread, errno) : none(); }
Value number(Thread &thread, int64_t result) { return result < 0 ? raiseOSError(thread, errno) : makeInt(thread, result); }

// A user or a group: -1 stands for "as it is".
bool idArgument(Thread &thread, Value value, unsigned &id) {
  int64_t wide = 0;
  if (!isInt(value)) {
    raiseTypeError(thread, "uid should be integer, not %T", value.bits);
    return false;
  }
  if (!toInt64(thread, value, wide) || wide < -1 || wide > UINT32_MAX) {
    thread.clearException();
    raiseOverflowError(thread, wide < 0 ? "uid is less than minimum" : "uid is greater than maximum");
    return false;
  }
  id = static_cast<unsigned>(wide);
  return true;
}

// --- Waiting ---

struct Waited {
  pid_t pid = 0;
  int status = 0;
  rusage usage{};
  siginfo_t info{};
};

Value usageResult(Thread &thread, const rusage &usage) {
  Value type = importAttribute(thread, "resource", "struct_rusage");
  if (type.isError())
    return type;
  auto seconds = [](const timeval &t) { return makeFloat(static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6); };
  Tuple *fields = makeTuple(thread, 16);
  fields->items[0] = seconds(usage.ru_utime);
  fields->items[1] = seconds(usage.ru_stime);
  long counts[] = {usage.ru_maxrss,  usage.ru_ixrss,  usage.ru_idrss,  usage.ru_isrss,  usage.ru_minflt,   usage.ru_majflt, usage.ru_nswap,
                   usage.ru_inblock, usage.ru_oublock, usage.ru_msgsnd, usage.ru_msgrcv, usage.ru_nsignals, usage.ru_nvcsw,  usage.ru_nivcsw};
  for (int i = 0; i < 14; ++i)
    fields->items[i + 2] = makeInt(thread, counts[i]);
  return call(thread, type, {Value(fields)});
}

Value waitFor(Thread &thread, pid_t pid, int options, bool usage) {
  return interruptibleCall(
      thread, Waited{},
      [pid, options](Waited &waited) { return errorOf(waited.pid = wait4(pid, &waited.status, options, &waited.usage)); },
      [usage](Thread &t, Waited &waited, int error) -> Value {
        if (error)
          return raiseOSError(t, error);
        if (!usage)
          return makeTuple(t, {makeInt(t, waited.pid), Value::smallInt(waited.status)});
        Value used = usageResult(t, waited.usage);
        return used.isError() ? used : makeTuple(t, {makeInt(t, waited.pid), Value::smallInt(waited.status), used});
      });
}
Value posixWait(Thread &thread, LocalValue *) { return waitFor(thread, -1, 0, false); }
Value posixWait3(Thread &thread, LocalValue *args) {
  int options = 0;
  return toInt(thread, args[0], options) ? waitFor(thread, -1, options, true) : Value::error();
}
Value posixWait4(Thread &thread, LocalValue *args) {
  int pid = 0, options = 0;
  return toInt(thread, args[0], pid) && toInt(thread, args[1], options) ? waitFor(thread, pid, options, true) : Value::error();
}
Value posixWaitid(Thread &thread, LocalValue *args) {
  int kind = 0, id = 0, options = 0;
  if (!toInt(thread, args[0], kind) || !toInt(thread, args[1], id) || !toInt(thread, args[2], options))
    return Value::error();
  return interruptibleCall(
      thread, Waited{},
      [kind, id, options](Waited &waited) { return errorOf(waitid(static_cast<idtype_t>(kind), static_cast<id_t>(id), &waited.info, options)); },
      [](Thread &t, Waited &waited, int error) -> Value {
        if (error)
          return raiseOSError(t, error);
        const siginfo_t &info = waited.info;
        if (info.si_pid == 0)
          return none();
        Value fields[] = {makeInt(t, info.si_pid), makeInt(t, info.si_uid), Value::smallInt(info.si_signo), Value::smallInt(info.si_status),
                          Value::smallInt(info.si_code)};
        return makeStructSequence(t, waitid_type, fields);
      });
}
Value posixWcoredump(Thread &thread, LocalValue *args) {
  int value = 0;
  return toInt(thread, args[0], value) ? makeBool(WCOREDUMP(value)) : Value::error();
}
Value posixWifcontinued(Thread &thread, LocalValue *args) {
  int value = 0;
  return toInt(thread, args[0], value) ? makeBool(WIFCONTINUED(value)) : Value::error();
}

// --- Users and groups ---

#define ID_CALL(name, function)                                                                                \
  Value name(Thread &thread, LocalValue *args) {                                                                    \
    unsigned id = 0;                                                                                           \
    return idArgument(thread, args[0], id) ? status(thread, function(id)) : Value::error();                    \
  }
#define IDS_CALL(name, function)                                                                               \
  Value name(Thread &thread, LocalValue *args) {                                                                    \
    unsigned a = 0, b = 0;                                                                                     \
    return idArgument(thread, args[0], a) && idArgument(thread, args[1], b) ? status(thread, function(a, b)) : Value::error(); \
  }
ID_CALL(posixSetuid, setuid)
ID_CALL(posixSeteuid, seteuid)
ID_CALL(posixSetgid, setgid)
ID_CALL(posixSetegid, setegid)
IDS_CALL(posixSetreuid, setreuid)
IDS_CALL(posixSetregid, setregid)
#undef ID_CALL
#undef IDS_CALL
Value posixSetresuid(Thread &thread, LocalValue *args) {
  unsigned a = 0, b = 0, c = 0;
  return idArgument(thread, args[0], a) && idArgument(thread, args[1], b) && idArgument(thread, args[2], c) ? status(thread, setresuid(a, b, c)) : Value::error();
}
Value posixSetresgid(Thread &thread, LocalValue *args) {
  unsigned a = 0, b = 0, c = 0;
  return idArgument(thread, args[0], a) && idArgument(thread, args[1], b) && idArgument(thread, args[2], c) ? status(thread, setresgid(a, b, c)) : Value::error();
}
Value posixGetresuid(Thread &thread, LocalValue *) {
  uid_t a = 0, b = 0, c = 0;
  return getresuid(&a, &b, &c) < 0 ? raiseOSError(thread, errno) : makeTuple(thread, {makeInt(thread, a), makeInt(thread, b), makeInt(thread, c)});
}
Value posixGetresgid(Thread &thread, LocalValue *) {
  gid_t a = 0, b = 0, c = 0;
  return getresgid(&a, &b, &c) < 0 ? raiseOSError(thread, errno) : makeTuple(thread, {makeInt(thread, a), makeInt(thread, b), makeInt(thread, c)});
}
Value groupList(Thread &thread, const gid_t *groups, int count) {
  List *list = makeList(thread);
  for (int i = 0; i < count; ++i)
    listAppend(thread, list, makeInt(thread, groups[i]));
  return list;
}
Value posixGetgroups(Thread &thread, LocalValue *) {
  gid_t groups[65536 / sizeof(gid_t)];
  int count = getgroups(std::size(groups), groups);
  return count < 0 ? raiseOSError(thread, errno) : groupList(thread, groups, count);
}
Value posixGetgrouplist(Thread &thread, LocalValue *args) {
  unsigned group = 0;
  std::string user;
  if (!isStr(args[0]))
    return raiseTypeError(thread, "getgrouplist() argument 1 must be str, not %T", args[0].bits);
  if (!toFileSystem(thread, args[0].as<Str>(), user) || !idArgument(thread, args[1], group))
    return Value::error();
  std::vector<gid_t> groups(1024);
  int count = static_cast<int>(groups.size());
  return getgrouplist(user.c_str(), group, groups.data(), &count) < 0 ? raiseOSError(thread, errno) : groupList(thread, groups.data(), count);
}
Value posixSetgroups(Thread &thread, LocalValue *args) {
  std::vector<gid_t> groups;
  bool ok = forEach(thread, args[0], [&](Value item) {
    groups.push_back(0);
    return idArgument(thread, item, groups.back());
  });
  return ok ? status(thread, setgroups(groups.size(), groups.data())) : Value::error();
}
Value posixInitgroups(Thread &thread, LocalValue *args) {
  PathArgument user;
  unsigned group = 0;
  return readPath(thread, args[0], user, "initgroups") && idArgument(thread, args[1], group) ? status(thread, initgroups(user.path(), group)) : Value::error();
}

// --- Sessions, signals, priorities ---

#define PID_CALL(name, expression)                                                                             \
  Value name(Thread &thread, LocalValue *args) {                                                                    \
    int pid = 0;                                                                                               \
    return toInt(thread, args[0], pid) ? number(thread, expression) : Value::error();                          \
  }
#define PAIR_CALL(name, expression)                                                                            \
  Value name(Thread &thread, LocalValue *args) {                                                                    \
    int a = 0, b = 0;                                                                                          \
    return toInt(thread, args[0], a) && toInt(thread, args[1], b) ? status(thread, expression) : Value::error(); \
  }
PID_CALL(posixGetpgid, getpgid(pid))
PID_CALL(posixGetsid, getsid(pid))
PID_CALL(posixTcgetpgrp, tcgetpgrp(pid))
PID_CALL(posixSchedGetscheduler, sched_getscheduler(pid))
PID_CALL(posixPriorityMax, sched_get_priority_max(pid))
PID_CALL(posixPriorityMin, sched_get_priority_min(pid))
PAIR_CALL(posixSetpgid, setpgid(a, b))
PAIR_CALL(posixTcsetpgrp, tcsetpgrp(a, b))
PAIR_CALL(posixKillpg, killpg(a, b))
#undef PID_CALL
#undef PAIR_CALL
Value posixSetpgrp(Thread &thread, LocalValue *) { return status(thread, setpgid(0, 0)); }
Value posixNice(Thread &thread, LocalValue *args) {
  int by = 0;
  if (!toInt(thread, args[0], by))
    return Value::error();
  errno = 0;
  int value = nice(by);
  return value == -1 && errno ? raiseOSError(thread, errno) : Value::smallInt(value);
}
Value posixGetpriority(Thread &thread, LocalValue *args) {
  int which = 0, who = 0;
  if (!toInt(thread, args[0], which) || !toInt(thread, args[1], who))
    return Value::error();
  errno = 0;
  int value = getpriority(static_cast<__priority_which_t>(which), static_cast<id_t>(who));
  return errno ? raiseOSError(thread, errno) : Value::smallInt(value);
}
Value posixSetpriority(Thread &thread, LocalValue *args) {
  int which = 0, who = 0, value = 0;
  if (!toInt(thread, args[0], which) || !toInt(thread, args[1], who) || !toInt(thread, args[2], value))
    return Value::error();
  return status(thread, setpriority(static_cast<__priority_which_t>(which), static_cast<id_t>(who), value));
}
bool paramArgument(Thread &thread, Value value, sched_param &param) {
  if (!isTuple(value) || value.as<Tuple>()->size != 1) {
    raiseTypeError(thread, "must have a sched_param object");
    return false;
  }
  return toInt(thread, value.as<Tuple>()->items[0], param.sched_priority);
}
Value posixGetparam(Thread &thread, LocalValue *args) {
  int pid = 0;
  sched_param param{};
  if (!toInt(thread, args[0], pid))
    return Value::error();
  if (sched_getparam(pid, &param) < 0)
    return raiseOSError(thread, errno);
  Value field = Value::smallInt(param.sched_priority);
  return makeStructSequence(thread, param_type, &field);
}
Value posixSetparam(Thread &thread, LocalValue *args) {
  int pid = 0;
  sched_param param{};
  return toInt(thread, args[0], pid) && paramArgument(thread, args[1], param) ? status(thread, sched_setparam(pid, &param)) : Value::error();
}
Value posixSetscheduler(Thread &thread, LocalValue *args) {
  int pid = 0, policy = 0;
  sched_param param{};
  if (!toInt(thread, args[0], pid) || !toInt(thread, args[1], policy) || !paramArgument(thread, args[2], param))
    return Value::error();
  return status(thread, sched_setscheduler(pid, policy, &param));
}
Value posixRoundRobin(Thread &thread, LocalValue *args) {
  int pid = 0;
  timespec interval{};
  if (!toInt(thread, args[0], pid))
    return Value::error();
  if (sched_rr_get_interval(pid, &interval) < 0)
    return raiseOSError(thread, errno);
  return makeFloat(static_cast<double>(interval.tv_sec) + 1e-9 * static_cast<double>(interval.tv_nsec));
}
Value posixSetaffinity(Thread &thread, LocalValue *args) {
  int pid = 0;
  cpu_set_t set;
  CPU_ZERO(&set);
  if (!toInt(thread, args[0], pid))
    return Value::error();
  bool ok = forEach(thread, args[1], [&](Value item) {
    int cpu = 0;
    if (!toInt(thread, item, cpu))
      return false;
    if (cpu < 0 || cpu >= CPU_SETSIZE) {
      raiseValueError(thread, "negative CPU number");
      return false;
    }
    CPU_SET(static_cast<size_t>(cpu), &set);
    return true;
  });
  return ok ? status(thread, sched_setaffinity(pid, sizeof set, &set)) : Value::error();
}

// --- Terminals of children ---

Value posixOpenpty(Thread &thread, LocalValue *) {
  int control = 0, terminal = 0;
  if (openpty(&control, &terminal, nullptr, nullptr, nullptr) < 0)
    return raiseOSError(thread, errno);
  fcntl(control, F_SETFD, FD_CLOEXEC);
  fcntl(terminal, F_SETFD, FD_CLOEXEC);
  return makeTuple(thread, {Value::smallInt(control), Value::smallInt(terminal)});
}
Value posixForkpty(Thread &thread, LocalValue *) {
  int control = -1;
  pid_t pid = posixForkWith(thread, [](void *fd) { return forkpty(static_cast<int *>(fd), nullptr, nullptr, nullptr); }, &control);
  return pid < 0 ? raiseOSError(thread, errno) : makeTuple(thread, {makeInt(thread, pid), Value::smallInt(control)});
}
Value posixLoginTty(Thread &thread, LocalValue *args) {
  int fd = 0;
  return toInt(thread, args[0], fd) ? status(thread, login_tty(fd)) : Value::error();
}

// --- posix_spawn ---

bool fileActions(Thread &thread, Value given, posix_spawn_file_actions_t &actions, std::vector<std::string> &texts) {
  return forEach(thread, given, [&](Value item) {
    auto fail = [&] {
      raiseTypeError(thread, "Each file_actions element must be a non-empty tuple");
      return false;
    };
    if (!isTuple(item) || item.as<Tuple>()->size == 0)
      return fail();
    auto *row = item.as<Tuple>();
    int kind = 0, fd = 0, other = 0, mode = 0;
    PathArgument path;
    if (!toInt(thread, row->items[0], kind))
      return false;
    int64_t wanted = kind == 0 ? 5 : kind == 1 ? 2 : 3;
    if (kind < 0 || kind > 2 || row->size != wanted || !toInt(thread, row->items[1], fd)) {
      if (!thread.hasException())
        raiseTypeError(thread, kind < 0 || kind > 2 ? "Unknown file_actions identifier" : "A file_actions tuple has the wrong number of elements");
      return false;
    }
    int result = 0;
    if (kind == 0) {
      if (!readPath(thread, row->items[2], path, "posix_spawn") || !toInt(thread, row->items[3], other) || !toInt(thread, row->items[4], mode))
        return false;
      texts.push_back(path.text);
      result = posix_spawn_file_actions_addopen(&actions, fd, texts.back().c_str(), other, static_cast<mode_t>(mode));
    } else if (kind == 1) {
      result = posix_spawn_file_actions_addclose(&actions, fd);
    } else {
      if (!toInt(thread, row->items[2], other))
        return false;
      result = posix_spawn_file_actions_adddup2(&actions, fd, other);
    }
    if (result)
      raiseOSError(thread, result);
    return result == 0;
  });
}

bool signalSet(Thread &thread, Value given, sigset_t &set) {
  sigemptyset(&set);
  return forEach(thread, given, [&](Value item) {
    int signal = 0;
    if (!toInt(thread, item, signal))
      return false;
    if (sigaddset(&set, signal) != 0) {
      raiseValueError(thread, "signal number %d out of range", signal);
      return false;
    }
    return true;
  });
}

// args: path, argv, env, then by name: file_actions, setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler.
Value spawn(Thread &thread, LocalValue *args, bool search) {
  PathArgument path;
  std::vector<std::string> argv, env, texts;
  if (!readPath(thread, args[0], path, search ? "posix_spawnp" : "posix_spawn") || !stringsOf(thread, args[1], argv) ||
      (!isNone(args[2]) && !environmentOf(thread, args[2], env)))
    return Value::error();
  if (argv.empty() || argv[0].empty())
    return raiseValueError(thread, argv.empty() ? "posix_spawn: argv must not be empty" : "posix_spawn: argv first element cannot be empty");
  texts.reserve(64);
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  short flags = 0;
  sigset_t set;
  int group = 0;
  bool ok = args[3].isUnbound() || isNone(args[3]) || fileActions(thread, args[3], actions, texts);
  if (ok && !args[4].isUnbound()) {
    ok = toInt(thread, args[4], group);
    posix_spawnattr_setpgroup(&attributes, group);
    flags |= POSIX_SPAWN_SETPGROUP;
  }
  flags |= ok && isTrue(thread, args[5]) > 0 ? POSIX_SPAWN_RESETIDS : 0;
  flags |= ok && isTrue(thread, args[6]) > 0 ? POSIX_SPAWN_SETSID : 0;
  if (ok && !args[7].isUnbound()) {
    ok = signalSet(thread, args[7], set);
    posix_spawnattr_setsigmask(&attributes, &set);
    flags |= POSIX_SPAWN_SETSIGMASK;
  }
  if (ok && !args[8].isUnbound()) {
    ok = signalSet(thread, args[8], set);
    posix_spawnattr_setsigdefault(&attributes, &set);
    flags |= POSIX_SPAWN_SETSIGDEF;
  }
  posix_spawnattr_setflags(&attributes, flags);
  pid_t pid = 0;
  int error = 0;
  if (ok)
    error = (search ? posix_spawnp : posix_spawn)(&pid, path.path(), &actions, &attributes, pointersTo(argv).data(), isNone(args[2]) ? environ : pointersTo(env).data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return !ok ? Value::error() : error ? raiseOSError(thread, error, path.object) : makeInt(thread, pid);
}
Value posixSpawn(Thread &thread, LocalValue *args) { return spawn(thread, args, false); }
Value posixSpawnp(Thread &thread, LocalValue *args) { return spawn(thread, args, true); }

#define SPAWN_SIGNATURE "(path, argv, env, /, *, file_actions=?, setpgroup=?, resetids=False, setsid=False, setsigmask=?, setsigdef=?)"
constexpr MethodDef kTable[] = {
    {"wait", "()", posixWait},
    {"wait3", "(options)", posixWait3},
    {"wait4", "(pid, options)", posixWait4},
    {"waitid", "(idtype, id, options, /)", posixWaitid},
    {"WCOREDUMP", "(status, /)", posixWcoredump},
    {"WIFCONTINUED", "(status)", posixWifcontinued},
    {"setuid", "(uid, /)", posixSetuid},
    {"seteuid", "(euid, /)", posixSeteuid},
    {"setgid", "(gid, /)", posixSetgid},
    {"setegid", "(egid, /)", posixSetegid},
    {"setreuid", "(ruid, euid, /)", posixSetreuid},
    {"setregid", "(rgid, egid, /)", posixSetregid},
    {"setresuid", "(ruid, euid, suid, /)", posixSetresuid},
    {"setresgid", "(rgid, egid, sgid, /)", posixSetresgid},
    {"getresuid", "()", posixGetresuid},
    {"getresgid", "()", posixGetresgid},
    {"getgroups", "()", posixGetgroups},
    {"getgrouplist", "(user, group, /)", posixGetgrouplist},
    {"setgroups", "(groups, /)", posixSetgroups},
    {"initgroups", "(username, gid, /)", posixInitgroups},
    {"getpgid", "(pid)", posixGetpgid},
    {"getsid", "(pid, /)", posixGetsid},
    {"setpgid", "(pid, pgrp, /)", posixSetpgid},
    {"setpgrp", "()", posixSetpgrp},
    {"tcgetpgrp", "(fd, /)", posixTcgetpgrp},
    {"tcsetpgrp", "(fd, pgid, /)", posixTcsetpgrp},
    {"killpg", "(pgid, signal, /)", posixKillpg},
    {"nice", "(increment, /)", posixNice},
    {"getpriority", "(which, who)", posixGetpriority},
    {"setpriority", "(which, who, priority)", posixSetpriority},
    {"sched_get_priority_max", "(policy)", posixPriorityMax},
    {"sched_get_priority_min", "(policy)", posixPriorityMin},
    {"sched_getscheduler", "(pid, /)", posixSchedGetscheduler},
    {"sched_setscheduler", "(pid, policy, param, /)", posixSetscheduler},
    {"sched_getparam", "(pid, /)", posixGetparam},
    {"sched_setparam", "(pid, param, /)", posixSetparam},
    {"sched_rr_get_interval", "(pid, /)", posixRoundRobin},
    {"sched_setaffinity", "(pid, mask, /)", posixSetaffinity},
    {"openpty", "()", posixOpenpty},
    {"forkpty", "()", posixForkpty},
    {"login_tty", "(fd, /)", posixLoginTty},
    {"posix_spawn", SPAWN_SIGNATURE, posixSpawn},
    {"posix_spawnp", SPAWN_SIGNATURE, posixSpawnp},
};

} // namespace

const std::span<const MethodDef> kPosixProcessFunctions = kTable;

bool addProcessTypes(Thread &thread, Module *module) {
  if (!waitid_type) {
    waitid_type = makeStructSequenceType(thread, kWaitid);
    param_type = makeStructSequenceType(thread, kParam);
    addRoot(&waitid_type);
    addRoot(&param_type);
  }
  return addModuleType(thread, module, waitid_type) && addModuleType(thread, module, param_type);
}

} // namespace pystm
