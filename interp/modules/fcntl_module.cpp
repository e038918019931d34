// The module fcntl: control of open files, locks on them.
#include "objects/bytearray.h"
#include "objects/bytes.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/module.h"
#include "objects/str.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"
#include "vm/waiting.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace pystm {
namespace {

// A descriptor, or an object that has one.
bool descriptor(Thread &thread, Value value, int &fd) {
  if (isInt(value)) {
    if (!toInt(thread, value, fd))
      return false;
  } else {
    Value method = findAttribute(thread, value, intern(thread, "fileno"));
    if (method.isUnbound()) {
      raiseTypeError(thread, "argument must be an int, or have a fileno() method.");
      return false;
    }
    Value number = method.isError() ? method : call(thread, method);
    if (number.isError())
      return false;
    if (!isInt(number)) {
      raiseTypeError(thread, "fileno() returned a non-integer");
      return false;
    }
    if (!toInt(thread, number, fd))
      return false;
  }
  if (fd < 0) {
    raiseValueError(thread, "file descriptor cannot be a negative integer (%d)", fd);
    return false;
  }
  return true;
}

Value fcntlCall(Thread &thread, LocalValue *args) {
  int fd = -1;
  int command = 0;
  if (!descriptor(thread, args[0], fd) || !toInt(thread, args[1], command))
    return Value::error();
  if (isStr(args[2]) || hasBuffer(args[2])) {
    std::string text;
    if (isStr(args[2])) {
      text = toUtf8(args[2].as<Str>());
    } else {
      Buffer buffer;
      if (!getBuffer(thread, args[2], buffer))
        return Value::error();
      text = bufferView(buffer);
      releaseBuffer(buffer);
    }
    if (text.size() > 1024)
      return raiseValueError(thread, "fcntl string arg too long");
    text.reserve(1024);
    if (fcntl(fd, command, text.data()) < 0)
      return raiseOSError(thread, errno);
    return makeBytes(thread, text);
  }
  Value index = indexOf(thread, args[2]);
  if (index.isError())
    return index;
  int result = fcntl(fd, command, static_cast<int>(lowBits(index)));
  return result < 0 ? raiseOSError(thread, errno) : makeInt(thread, result);
}

Value ioctlCall(Thread &thread, LocalValue *args) {
  int fd = -1;
  if (!descriptor(thread, args[0], fd))
    return Value::error();
  Value code = indexOf(thread, args[1]);
  if (code.isError())
    return code;
  unsigned long request = static_cast<unsigned>(lowBits(code));
  int changes = isTrue(thread, args[3]);
  if (changes < 0)
    return Value::error();
  if (isStr(args[2]) || hasBuffer(args[2])) {
    Buffer buffer;
    std::string text;
    bool in_place = false;
    if (isStr(args[2])) {
      text = toUtf8(args[2].as<Str>());
    } else {
      if (!getBuffer(thread, args[2], buffer))
        return Value::error();
      in_place = changes && !buffer.readonly;
      text = bufferView(buffer);
    }
    size_t size = text.size();
    text.resize(std::max<size_t>(size, 1024));
    int result = ioctl(fd, request, text.data());
    int error = errno;
    if (in_place && result >= 0)
      std::memcpy(buffer.data, text.data(), size);
    if (!isStr(args[2]))
      releaseBuffer(buffer);
    if (result < 0)
      return raiseOSError(thread, error);
    return in_place ? makeInt(thread, result) : Value(makeBytes(thread, std::string_view(text).substr(0, size)));
  }
  Value index = indexOf(thread, args[2]);
  if (index.isError())
    return index;
  int result = ioctl(fd, request, static_cast<int>(lowBits(index)));
  return result < 0 ? raiseOSError(thread, errno) : makeInt(thread, result);
}

// Waits outside of the region for what `lock` does.
template <class Lock> Value waitFor(Thread &thread, Lock lock) {
  return interruptibleCall(
      thread, [lock] { return errorOf(lock()); }, [](Thread &t, int error) { return error ? raiseOSError(t, error) : none(); });
}

Value flockCall(Thread &thread, LocalValue *args) {
  int fd = -1;
  int operation = 0;
  if (!descriptor(thread, args[0], fd) || !toInt(thread, args[1], operation))
    return Value::error();
  return waitFor(thread, [fd, operation] { return flock(fd, operation); });
}

Value lockfCall(Thread &thread, LocalValue *args) {
  int fd = -1;
  int operation = 0;
  int64_t length = 0;
  int64_t start = 0;
  int whence = 0;
  if (!descriptor(thread, args[0], fd) || !toInt(thread, args[1], operation) || !toInt64(thread, args[2], length) ||
      !toInt64(thread, args[3], start) || !toInt(thread, args[4], whence))
    return Value::error();
  struct flock lock {};
  if (operation == LOCK_UN)
    lock.l_type = F_UNLCK;
  else if (operation & LOCK_SH)
    lock.l_type = F_RDLCK;
  else if (operation & LOCK_EX)
    lock.l_type = F_WRLCK;
  else
    return raiseValueError(thread, "unrecognized lockf argument");
  lock.l_start = start;
  lock.l_len = length;
  lock.l_whence = static_cast<short>(whence);
  int command = operation & LOCK_NB ? F_SETLK : F_SETLKW;
  return waitFor(thread, [fd, command, lock] { return fcntl(fd, command, &lock); });
}

struct Constant {
  const char *name;
  int64_t value;
};
#define ROW(name) {#name, name}
constexpr Constant kConstants[] = {
    ROW(LOCK_SH), ROW(LOCK_EX), ROW(LOCK_NB), ROW(LOCK_UN), ROW(LOCK_MAND), ROW(LOCK_READ), ROW(LOCK_WRITE), ROW(LOCK_RW),
    ROW(F_DUPFD), ROW(F_DUPFD_CLOEXEC), ROW(F_GETFD), ROW(F_SETFD), ROW(F_GETFL), ROW(F_SETFL), ROW(F_GETLK), ROW(F_SETLK),
    ROW(F_SETLKW), ROW(F_GETOWN), ROW(F_SETOWN), ROW(F_GETSIG), ROW(F_SETSIG), ROW(F_RDLCK), ROW(F_WRLCK), ROW(F_UNLCK),
    ROW(F_EXLCK), ROW(F_SHLCK), ROW(F_SETLEASE), ROW(F_GETLEASE), ROW(F_NOTIFY), ROW(F_SETPIPE_SZ), ROW(F_GETPIPE_SZ),
    ROW(F_ADD_SEALS), ROW(F_GET_SEALS), ROW(F_SEAL_SEAL), ROW(F_SEAL_SHRINK), ROW(F_SEAL_GROW), ROW(F_SEAL_WRITE),
    ROW(F_OFD_GETLK), ROW(F_OFD_SETLK), ROW(F_OFD_SETLKW), ROW(FD_CLOEXEC), ROW(FASYNC), ROW(DN_ACCESS), ROW(DN_MODIFY),
    ROW(DN_CREATE), ROW(DN_DELETE), ROW(DN_RENAME), ROW(DN_ATTRIB), ROW(DN_MULTISHOT),
    {"F_GETLK64", F_GETLK}, {"F_SETLK64", F_SETLK}, {"F_SETLKW64", F_SETLKW},
};
#undef ROW

bool initialize(Thread &thread, Module *module) {
  for (const Constant &row : kConstants)
    if (!setModuleAttribute(thread, module, row.name, makeInt(thread, row.value)))
      return false;
  return true;
}

constexpr MethodDef kFunctions[] = {
    {"fcntl", "(fd, cmd, arg=0, /)", fcntlCall, "Perform the operation `cmd` on file descriptor fd."},
    {"ioctl", "(fd, request, arg=0, mutate_flag=True, /)", ioctlCall, "Perform the operation request on file descriptor fd."},
    {"flock", "(fd, operation, /)", flockCall, "Perform the lock operation `operation` on file descriptor `fd`."},
    {"lockf", "(fd, cmd, len=0, start=0, whence=0, /)", lockfCall, "A wrapper around the fcntl() locking calls."},
};

} // namespace

extern const ModuleDef fcntl_module;
const ModuleDef fcntl_module = {"fcntl", "This module performs file control and I/O control on file descriptors.", kFunctions, initialize};

} // namespace pystm
