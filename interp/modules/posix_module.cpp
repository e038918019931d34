// The module posix: processes, the environment, constants. Files are in posix_files.cpp.
#include "modules/posix.h"

#include "objects/exception.h"
#include "objects/list.h"
#include "vm/runtime.h"
#include "vm/waiting.h"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char **environ;

namespace pystm {
namespace {

#define NUMBER_CALL(name, expression)                                                                          \
  Value name(Thread &thread, LocalValue *) { return makeInt(thread, expression); }
NUMBER_CALL(posixGetpid, getpid())
NUMBER_CALL(posixGetppid, getppid())
NUMBER_CALL(posixGetuid, getuid())
NUMBER_CALL(posixGeteuid, geteuid())
NUMBER_CALL(posixGetgid, getgid())
NUMBER_CALL(posixGetegid, getegid())
NUMBER_CALL(posixGetpgrp, getpgrp())
NUMBER_CALL(posixCpuCount, sysconf(_SC_NPROCESSORS_ONLN))
#undef NUMBER_CALL

Value posixKill(Thread &thread, LocalValue *args) {
  int pid = 0;
  int number = 0;
  if (!toInt(thread, args[0], pid) || !toInt(thread, args[1], number))
    return Value::error();
  return kill(pid, number) == 0 ? none() : raiseOSError(thread, errno);
}

Value posixExit(Thread &thread, LocalValue *args) {
  int status = 0;
  if (!toInt(thread, args[0], status))
    return Value::error();
  _exit(status);
}

Value posixAbort(Thread &, LocalValue *) { abort(); }

// What os.register_at_fork() was given: before, in the parent, in the child.
List *fork_hooks[3];

Value registerAtFork(Thread &thread, LocalValue *given) {
  Value args[] = {given[0], given[2], given[1]};
  bool any = false;
  for (int n = 0; n < 3; ++n) {
    if (args[n].isUnbound())
      continue;
    if (!isCallable(args[n]))
      return raiseTypeError(thread, "'%s' must be callable, not %T", n == 0 ? "before" : n == 1 ? "after_in_parent" : "after_in_child", args[n].bits);
    if (!fork_hooks[n]) {
      fork_hooks[n] = makeList(thread);
      addRoot(&fork_hooks[n]);
    }
    listAppend(thread, fork_hooks[n], args[n]);
    any = true;
  }
  return any ? none() : raiseTypeError(thread, "At least one argument is required.");
}
void runForkHooks(Thread &thread, int which) {
  List *hooks = fork_hooks[which];
  for (int64_t n = 0; hooks && n < hooks->size; ++n) {
    // Those before the fork run in reverse order.
    Value hook = hooks->items[which == 0 ? hooks->size - 1 - n : n];
    if (call(thread, hook).isError())
      reportUnraisable(thread, hook);
  }
}
} // namespace

pid_t posixForkWith(Thread &thread, pid_t (*fork)(void *), void *argument) {
  runForkHooks(thread, 0);
  pid_t pid = fork(argument);
  if (pid == 0) {
    // Only the calling thread is there in the child.
    runtime.threads = runtime.main_thread = &thread;
    thread.checkpoint.next = nullptr;
  }
  int error = errno;
  runForkHooks(thread, pid == 0 ? 2 : 1);
  errno = error;
  return pid;
}

namespace {

Value posixFork(Thread &thread, LocalValue *) {
  pid_t pid = posixForkWith(thread, [](void *) { return fork(); }, nullptr);
  return pid < 0 ? raiseOSError(thread, errno) : makeInt(thread, pid);
}

struct Wait {
  pid_t pid = 0;
  int status = 0;
};

Value posixWaitpid(Thread &thread, LocalValue *args) {
  int pid = 0;
  int options = 0;
  if (!toInt(thread, args[0], pid) || !toInt(thread, args[1], options))
    return Value::error();
  return interruptibleCall(
      thread, Wait{}, [pid, options](Wait &wait) { return errorOf(wait.pid = waitpid(pid, &wait.status, options)); },
      [](Thread &t, Wait &wait, int error) -> Value {
        if (error)
          return raiseOSError(t, error);
        return makeTuple(t, {makeInt(t, wait.pid), Value::smallInt(wait.status)});
      });
}

#define STATUS_CALL(name, expression)                                                                          \
  Value name(Thread &thread, LocalValue *args) {                                                                    \
    int status = 0;                                                                                            \
    return toInt(thread, args[0], status) ? expression : Value::error();                                       \
  }
STATUS_CALL(posixWifexited, makeBool(WIFEXITED(status)))
STATUS_CALL(posixWexitstatus, Value::smallInt(WEXITSTATUS(status)))
STATUS_CALL(posixWifsignaled, makeBool(WIFSIGNALED(status)))
STATUS_CALL(posixWtermsig, Value::smallInt(WTERMSIG(status)))
STATUS_CALL(posixWifstopped, makeBool(WIFSTOPPED(status)))
STATUS_CALL(posixWstopsig, Value::smallInt(WSTOPSIG(status)))
STATUS_CALL(posixStatusToExitCode, WIFEXITED(status) ? Value::smallInt(WEXITSTATUS(status)) : Value::smallInt(-WTERMSIG(status)))
STATUS_CALL(posixStrerror, Value(makeStr(thread, std::string_view(strerror(status)))))
#undef STATUS_CALL

Value posixUrandom(Thread &thread, LocalValue *args) {
  int64_t size = 0;
  if (!toInt64(thread, args[0], size))
    return Value::error();
  if (size < 0)
    return raiseValueError(thread, "negative argument not allowed");
  Bytes *bytes = allocateBytesObject(thread, size);
  for (int64_t done = 0; bytes && done < size;) {
    ssize_t n = getrandom(bytes->data + done, static_cast<size_t>(size - done), 0);
    if (n < 0)
      return raiseOSError(thread, errno);
    done += n;
  }
  return bytes ? Value(bytes) : Value::error();
}

bool bytesOrText(Thread &thread, Value value, std::string &out) {
  PathArgument path;
  if (!readPath(thread, value, path, "environment"))
    return false;
  out = path.text;
  return true;
}

Value posixPutenv(Thread &thread, LocalValue *args) {
  std::string name;
  std::string value;
  if (!bytesOrText(thread, args[0], name) || !bytesOrText(thread, args[1], value))
    return Value::error();
  if (name.find('=') != std::string::npos)
    return raiseValueError(thread, "illegal environment variable name");
  return setenv(name.c_str(), value.c_str(), 1) == 0 ? none() : raiseOSError(thread, errno);
}

Value posixUnsetenv(Thread &thread, LocalValue *args) {
  std::string name;
  if (!bytesOrText(thread, args[0], name))
    return Value::error();
  return unsetenv(name.c_str()) == 0 ? none() : raiseOSError(thread, errno);
}

Value posixSystem(Thread &thread, LocalValue *args) {
  std::string command;
  if (!bytesOrText(thread, args[0], command))
    return Value::error();
  return blockingCall(
      thread, transferOf(thread, std::string_view(command.c_str(), command.size() + 1)),
      [](Transfer &call) { call.result = ::system(call.bytes()); }, [](Thread &, Transfer &call) { return Value::smallInt(call.result); });
}

} // namespace

bool stringsOf(Thread &thread, Value sequence, std::vector<std::string> &strings) {
  return forEach(thread, sequence, [&](Value item) {
    strings.emplace_back();
    return bytesOrText(thread, item, strings.back());
  });
}

std::vector<char *> pointersTo(std::vector<std::string> &strings) {
  std::vector<char *> pointers;
  for (std::string &s : strings)
    pointers.push_back(s.data());
  pointers.push_back(nullptr);
  return pointers;
}

bool environmentOf(Thread &thread, Value mapping, std::vector<std::string> &env) {
  Value items = callMethod(thread, mapping, "items");
  return !items.isError() && forEach(thread, items, [&](Value item) {
    std::string name;
    std::string value;
    if (!bytesOrText(thread, item.as<Tuple>()->items[0], name) || !bytesOrText(thread, item.as<Tuple>()->items[1], value))
      return false;
    if (name.empty() || name.find('=', 1) != std::string::npos) {
      raiseValueError(thread, "illegal environment variable name");
      return false;
    }
    env.push_back(name + "=" + value);
    return true;
  });
}

namespace {

Value execute(Thread &thread, Value path_value, Value arguments, Value environment) {
  PathArgument path;
  std::vector<std::string> argv;
  std::vector<std::string> env;
  if (!readPath(thread, path_value, path, "execv") || !stringsOf(thread, arguments, argv))
    return Value::error();
  const char *function = environment.isUnbound() ? "execv" : "execve";
  if (argv.empty() || argv[0].empty())
    return raiseValueError(thread, argv.empty() ? "%s%s arg 2 must not be empty" : "%s%s arg 2 first element cannot be empty", function, environment.isUnbound() ? "()" : ":");
  if (environment.isUnbound()) {
    execv(path.path(), pointersTo(argv).data());
    return raiseOSError(thread, errno);
  }
  if (!environmentOf(thread, environment, env))
    return Value::error();
  execve(path.path(), pointersTo(argv).data(), pointersTo(env).data());
  return raiseOSError(thread, errno);
}
Value posixExecv(Thread &thread, LocalValue *args) { return execute(thread, args[0], args[1], Value::unbound()); }
Value posixExecve(Thread &thread, LocalValue *args) { return execute(thread, args[0], args[1], args[2]); }

Value posixSchedYield(Thread &thread, LocalValue *) {
  return blockingCall(thread, [] { sched_yield(); }, [](Thread &) { return none(); });
}

Value posixGetaffinity(Thread &thread, LocalValue *args) {
  int pid = 0;
  cpu_set_t set;
  if (!toInt(thread, args[0], pid))
    return Value::error();
  if (sched_getaffinity(pid, sizeof set, &set) != 0)
    return raiseOSError(thread, errno);
  List *cpus = makeList(thread);
  for (int i = 0; i < CPU_SETSIZE; ++i) {
    if (CPU_ISSET(i, &set))
      listAppend(thread, cpus, Value::smallInt(i));
  }
  return call(thread, &set_type, {cpus});
}

Value posixGetlogin(Thread &thread, LocalValue *) {
  const char *name = getlogin();
  return name ? Value(makeStr(thread, std::string_view(name))) : raiseOSError(thread, errno);
}

Value posixSetsid(Thread &thread, LocalValue *) { return setsid() < 0 ? raiseOSError(thread, errno) : none(); }

Value posixGetloadavg(Thread &thread, LocalValue *) {
  double loads[3];
  if (getloadavg(loads, 3) != 3)
    return raise(thread, &OSError_type, "Load averages are unobtainable");
  return makeTuple(thread, {makeFloat(loads[0]), makeFloat(loads[1]), makeFloat(loads[2])});
}

constexpr MethodDef kTable[] = {
    {"abort", "()", posixAbort},
    {"_exit", "(status)", posixExit},
    {"cpu_count", "()", posixCpuCount},
    {"execv", "(path, argv, /)", posixExecv},
    {"execve", "(path, argv, env)", posixExecve},
    {"fork", "()", posixFork},
    {"register_at_fork", "(*, before=?, after_in_child=?, after_in_parent=?)", registerAtFork},
    {"getegid", "()", posixGetegid},
    {"geteuid", "()", posixGeteuid},
    {"getgid", "()", posixGetgid},
    {"getloadavg", "()", posixGetloadavg},
    {"getlogin", "()", posixGetlogin},
    {"getpgrp", "()", posixGetpgrp},
    {"getpid", "()", posixGetpid},
    {"getppid", "()", posixGetppid},
    {"getuid", "()", posixGetuid},
    {"kill", "(pid, signal, /)", posixKill},
    {"putenv", "(name, value, /)", posixPutenv},
    {"sched_getaffinity", "(pid, /)", posixGetaffinity},
    {"sched_yield", "()", posixSchedYield},
    {"setsid", "()", posixSetsid},
    {"strerror", "(code, /)", posixStrerror},
    {"system", "(command)", posixSystem},
    {"times", "()", posixTimes},
    {"uname", "()", posixUname},
    {"unsetenv", "(name, /)", posixUnsetenv},
    {"urandom", "(size, /)", posixUrandom},
    {"waitpid", "(pid, options, /)", posixWaitpid},
    {"waitstatus_to_exitcode", "(status)", posixStatusToExitCode},
    {"WEXITSTATUS", "(status)", posixWexitstatus},
    {"WIFEXITED", "(status)", posixWifexited},
    {"WIFSIGNALED", "(status)", posixWifsignaled},
    {"WIFSTOPPED", "(status)", posixWifstopped},
    {"WSTOPSIG", "(status)", posixWstopsig},
    {"WTERMSIG", "(status)", posixWtermsig},
};

bool initialize(Thread &thread, Module *module) {
  for (auto table : {kPosixFileFunctions, kPosixProcessFunctions, kPosixDescriptorFunctions, kPosixNameFunctions})
    for (const MethodDef &function : table)
      if (!setModuleAttribute(thread, module, function.name, makeNativeFunction(thread, &function, nullptr, intern(thread, "posix"))))
        return false;
  Dict *environment = makeDict(thread);
  for (char **row = environ; row && *row; ++row) {
    std::string_view text = *row;
    size_t equal = text.find('=', 1);
    if (equal == std::string_view::npos)
      continue;
    if (!dictSet(thread, environment, Value(makeBytes(thread, text.substr(0, equal))), makeBytes(thread, text.substr(equal + 1))))
      return false;
  }
  List *have = makeList(thread);
  for (const char *name : {"HAVE_FSTATAT", "HAVE_OPENAT", "HAVE_LSTAT", "HAVE_FCHMOD", "HAVE_FDOPENDIR", "HAVE_FTRUNCATE", "HAVE_FUTIMENS",
                           "HAVE_MKDIRAT", "HAVE_UTIMENSAT", "HAVE_MKFIFOAT", "HAVE_MKNODAT", "HAVE_FCHDIR", "HAVE_FCHOWN", "HAVE_FPATHCONF",
                           "HAVE_FSTATVFS", "HAVE_UNLINKAT", "HAVE_RENAMEAT", "HAVE_LINKAT", "HAVE_SYMLINKAT", "HAVE_READLINKAT", "HAVE_FACCESSAT",
                           "HAVE_FCHOWNAT", "HAVE_LCHOWN"})
    listAppend(thread, have, makeAscii(thread, name));
  return setModuleAttribute(thread, module, "environ", environment) && setModuleAttribute(thread, module, "_have_functions", have) &&
         addPosixNames(thread, module) && addProcessTypes(thread, module) && addDescriptorTypes(thread, module) &&
         setModuleAttribute(thread, module, "error", &OSError_type) && addPosixTypes(thread, module) && addDirEntry(thread, module);
}

} // namespace

extern const ModuleDef posix_module;
const ModuleDef posix_module = {"posix", "This module provides access to operating system functionality.", kTable, initialize};

} // namespace pystm
