// What the files of the module posix share: paths, results of system calls.
#pragma once

#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"
#include "vm/waiting.h"

#include <cerrno>
#include <span>
#include <string>
#include <sys/types.h>
#include <vector>

namespace pystm {

// str, bytes or os.PathLike, or an open descriptor where that is allowed.
struct PathArgument {
  Value object;
  std::string text;
  int fd = -1;
  bool bytes = false; // names in results are bytes then
  const char *path() const { return text.c_str(); }
};
bool readPath(Thread &, Value, PathArgument &, const char *function, bool allow_fd = false);
Value pathResult(Thread &, const PathArgument &, std::string_view name);
// None, or OSError with the path.
Value pathStatus(Thread &, int result, const PathArgument &);
bool fdArgument(Thread &, Value, int &fd); // an int or what has fileno()
int directoryFd(Thread &, Value, bool &ok); // dir_fd=None

// Strings for exec and its like; their pointers, with a null behind them.
bool stringsOf(Thread &, Value sequence, std::vector<std::string> &);
bool environmentOf(Thread &, Value mapping, std::vector<std::string> &);
std::vector<char *> pointersTo(std::vector<std::string> &);
// fork() or forkpty(), with the hooks of register_at_fork around it.
pid_t posixForkWith(Thread &, pid_t (*fork)(void *), void *argument);

// A call that may wait, gives a number (negative: errno) and works on the transfer.
template <class Call> Value transferCount(Thread &thread, const Transfer &transfer, Call function) {
  return interruptibleCall(
      thread, transfer, [function](Transfer &t) { return errorOf(t.result = function(t)); },
      [](Thread &t, Transfer &done, int error) -> Value { return error ? raiseOSError(t, error) : makeInt(t, done.result); });
}
// The same for one that reads: the bytes.
template <class Call> Value transferBytes(Thread &thread, size_t size, Call function) {
  return interruptibleCall(
      thread, transferOf(thread, size), [function](Transfer &t) { return errorOf(t.result = function(t)); },
      [](Thread &t, Transfer &done, int error) -> Value { return error ? raiseOSError(t, error) : Value(makeBytes(t, done.text())); });
}

extern const std::span<const MethodDef> kPosixFileFunctions, kPosixProcessFunctions, kPosixDescriptorFunctions, kPosixNameFunctions;
bool addProcessTypes(Thread &, Module *);
bool addDescriptorTypes(Thread &, Module *);
bool addPosixNames(Thread &, Module *); // constants as well
bool addPosixTypes(Thread &, Module *); // posix_stat.cpp
bool addDirEntry(Thread &, Module *);   // posix_scandir.cpp
Value posixStat(Thread &, LocalValue *args);
Value posixLstat(Thread &, LocalValue *args);
Value posixFstat(Thread &, LocalValue *args);
Value posixScandir(Thread &, LocalValue *args);
Value posixUname(Thread &, LocalValue *args);
Value posixTimes(Thread &, LocalValue *args);
Value posixTerminalSize(Thread &, LocalValue *args);
Value statOf(Thread &, const char *path, bool follow, Value object, int dir_fd);
Value posixFspath(Thread &, LocalValue *args);

} // namespace pystm
