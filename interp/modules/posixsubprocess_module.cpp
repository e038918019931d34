// The module _posixsubprocess: a child that sets its descriptors, directory and identity and becomes another program, as
// the library's subprocess asks. The child reports a failure through a pipe, as "OSError:<errno in hexadecimal>:".
#include "objects/bytes.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

extern char **environ;

namespace pystm {
namespace {

enum Parameter {
  kArgs, kExecutables, kCloseFds, kFdsToKeep, kDirectory, kEnvironment, kStdinRead, kStdinWrite, kStdoutRead, kStdoutWrite,
  kStderrRead, kStderrWrite, kErrorRead, kErrorWrite, kRestoreSignals, kNewSession, kProcessGroup, kGroup, kGroups, kUser,
  kUmask, kPreexec, kVfork, kParameterCount
};

// Strings for exec, and the array of pointers to them that it wants.
struct Strings {
  std::vector<std::string> texts;
  std::vector<char *> pointers;

  bool fill(Thread &thread, Value sequence) {
    ItemSpan items = itemsOf(thread, sequence);
    if (!items.ok)
      return false;
    for (int64_t i = 0; i < items.size; ++i) {
      Value path = isStr(items.items[i]) || isBytes(items.items[i]) ? items.items[i] : callMethod(thread, items.items[i], "__fspath__");
      std::string text;
      if (path.isError())
        return false;
      if (isBytes(path))
        text = path.as<Bytes>()->view();
      else if (!isStr(path) || !toFileSystem(thread, path.as<Str>(), text))
        return false;
      if (text.find('\0') != text.npos) {
        raiseValueError(thread, "embedded null byte");
        return false;
      }
      texts.push_back(std::move(text));
    }
    for (std::string &text : texts)
      pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return true;
  }
};

struct Child {
  Strings args, executables, environment;
  std::vector<int> keep;
  std::string directory;
  std::vector<gid_t> groups;
  int fds[kVfork] = {}; // by Parameter, where the parameter is a descriptor
  int64_t user = -1, group = -1;
  int umask = -1, process_group = -1;
  bool close_fds = false, has_environment = false, has_directory = false, has_groups = false, restore_signals = false, new_session = false;
  Value preexec;

  bool read(Thread &, const Arguments &);
  [[noreturn]] void run(Thread &);

private:
  bool redirect();
  void closeOthers();
};

bool identity(Thread &thread, Value value, int64_t &id) { return isNone(value) || toInt64(thread, value, id); }

bool Child::read(Thread &thread, const Arguments &a) {
  if (!args.fill(thread, a[kArgs]) || !executables.fill(thread, a[kExecutables]))
    return false;
  int truths[3];
  constexpr Parameter kTruths[] = {kCloseFds, kRestoreSignals, kNewSession};
  for (int i = 0; i < 3; ++i)
    if ((truths[i] = isTrue(thread, a[kTruths[i]])) < 0)
      return false;
  close_fds = truths[0];
  restore_signals = truths[1];
  new_session = truths[2];
  for (int i = kStdinRead; i <= kErrorWrite; ++i)
    if (!toInt(thread, a[i], fds[i]))
      return false;
  if (close_fds && fds[kErrorWrite] < 3) {
    raiseValueError(thread, "errpipe_write must be >= 3");
    return false;
  }
  ItemSpan kept = itemsOf(thread, a[kFdsToKeep]);
  if (!kept.ok)
    return false;
  for (int64_t i = 0; i < kept.size; ++i) {
    int fd = -1;
    if (!toInt(thread, kept.items[i], fd) || fd < 0 || (!keep.empty() && fd <= keep.back())) {
      thread.clearException();
      raiseValueError(thread, "bad value(s) in fds_to_keep");
      return false;
    }
    keep.push_back(fd);
  }
  has_environment = !isNone(a[kEnvironment]);
  if (has_environment && !environment.fill(thread, a[kEnvironment]))
    return false;
  has_directory = !isNone(a[kDirectory]);
  if (has_directory) {
    Strings one;
    if (!one.fill(thread, Value(makeTuple(thread, {a[kDirectory]}))))
      return false;
    directory = one.texts[0];
  }
  has_groups = !isNone(a[kGroups]);
  if (has_groups) {
    ItemSpan items = itemsOf(thread, a[kGroups]);
    for (int64_t i = 0; i < items.size; ++i) {
      int64_t id = 0;
      if (!toInt64(thread, items.items[i], id))
        return false;
      groups.push_back(static_cast<gid_t>(id));
    }
  }
  preexec = a[kPreexec];
  return identity(thread, a[kUser], user) && identity(thread, a[kGroup], group) && toInt(thread, a[kUmask], umask) &&
         toInt(thread, a[kProcessGroup], process_group);
}

// Puts the child's ends of the pipes to 0, 1 and 2.
bool Child::redirect() {
  for (int parent_end : {fds[kStdinWrite], fds[kStdoutRead], fds[kStderrRead], fds[kErrorRead]})
    if (parent_end >= 0)
      close(parent_end);
  int in = fds[kStdinRead], out = fds[kStdoutWrite], err = fds[kStderrWrite];
  // A source that a later step would overwrite moves out of the way first.
  if (out == 0 && (out = dup(out)) < 0)
    return false;
  while (err == 0 || err == 1)
    if ((err = dup(err)) < 0)
      return false;
  int sources[] = {in, out, err};
  for (int target = 0; target < 3; ++target) {
    int source = sources[target];
    if (source == target) {
      if (fcntl(source, F_SETFD, 0) < 0)
        return false;
    } else if (source >= 0 && dup2(source, target) < 0) {
      return false;
    }
  }
  return true;
}

void Child::closeOthers() {
  DIR *open_now = opendir("/proc/self/fd");
  if (!open_now)
    return;
  std::vector<int> doomed;
  while (dirent *entry = readdir(open_now)) {
    int fd = atoi(entry->d_name);
    bool kept = fd <= 2 || fd == dirfd(open_now);
    for (int k : keep)
      kept |= k == fd;
    if (!kept)
      doomed.push_back(fd);
  }
  closedir(open_now);
  for (int fd : doomed)
    close(fd);
}

void Child::run(Thread &thread) {
  const char *failed = "noexec"; // before the program of the caller's was tried
  bool reported = false;
  do {
    for (int fd : keep)
      if (fd != fds[kErrorWrite])
        fcntl(fd, F_SETFD, 0);
    if (!redirect())
      break;
    if (has_directory && chdir(directory.c_str()) != 0)
      break;
    if (umask >= 0)
      ::umask(static_cast<mode_t>(umask));
    if (restore_signals)
      for (int number : {SIGPIPE, SIGXFSZ})
        signal(number, SIG_DFL);
    if (new_session)
      setsid();
    if (process_group >= 0 && setpgid(0, process_group) != 0)
      break;
    if (has_groups && setgroups(groups.size(), groups.data()) != 0)
      break;
    if (group >= 0 && setregid(static_cast<gid_t>(group), static_cast<gid_t>(group)) != 0)
      break;
    if (user >= 0 && setreuid(static_cast<uid_t>(user), static_cast<uid_t>(user)) != 0)
      break;
    failed = "";
    if (!isNone(preexec) && call(thread, preexec).isError()) {
      constexpr std::string_view kMessage = "SubprocessError:0:Exception occurred in preexec_fn.";
      reported = write(fds[kErrorWrite], kMessage.data(), kMessage.size()) > 0;
      break;
    }
    if (close_fds)
      closeOthers();
    int saved = ENOENT;
    for (size_t i = 0; i < executables.texts.size(); ++i) {
      execve(executables.pointers[i], args.pointers.data(), has_environment ? environment.pointers.data() : environ);
      if (errno != ENOENT && errno != ENOTDIR && saved == ENOENT)
        saved = errno;
    }
    errno = saved;
  } while (false);
  if (!reported) {
    char text[64];
    int length = snprintf(text, sizeof text, "OSError:%X:%s", errno, failed);
    if (write(fds[kErrorWrite], text, static_cast<size_t>(length)) < 0)
      _exit(254);
  }
  _exit(255);
}

Value forkExec(Thread &thread, const Arguments &args) {
  if (args.positional != kParameterCount || args.keywords())
    return raiseTypeError(thread, "fork_exec expected %d arguments, got %d", static_cast<int>(kParameterCount), static_cast<int>(args.positional));
  auto child = std::make_unique<Child>();
  if (!child->read(thread, args))
    return Value::error();
  pid_t pid = 0;
  if (isNone(args[kPreexec])) {
    pid = fork();
  } else {
    // Python code is going to run in the child: it must know that it is alone.
    Value forked = call(thread, importAttribute(thread, "posix", "fork"));
    if (forked.isError())
      return forked;
    pid = static_cast<pid_t>(forked.asSmallInt());
  }
  if (pid == 0)
    child->run(thread);
  return pid < 0 ? raiseOSError(thread, errno) : makeInt(thread, pid);
}

constexpr MethodDef kFunctions[] = {{"fork_exec", "", forkExec, "Spawn a fresh new child process."}};

} // namespace

extern const ModuleDef posixsubprocess_module;
const ModuleDef posixsubprocess_module = {"_posixsubprocess", "A POSIX helper for the subprocess module.", kFunctions};

} // namespace pystm
