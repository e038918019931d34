// posix: files, directories and descriptors.
#include "modules/posix.h"
#include "vm/waiting.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <utime.h>

namespace pystm {

Value posixFspath(Thread &thread, LocalValue *args) {
  if (isStr(args[0]) || isBytes(args[0]))
    return args[0];
  Value method = lookupSpecial(thread, args[0], names.fspath);
  if (method.isError())
    return method;
  if (method.isUnbound())
    return raiseTypeError(thread, "expected str, bytes or os.PathLike object, not %T", args[0].bits);
  Value path = call(thread, method);
  if (path.isError() || isStr(path) || isBytes(path))
    return path;
  return raiseTypeError(thread, "expected %T.__fspath__() to return str or bytes, not %T", args[0].bits, path.bits);
}

bool readPath(Thread &thread, Value value, PathArgument &path, const char *function, bool allow_fd) {
  path.object = value;
  if (allow_fd && isInt(value))
    return toInt(thread, value, path.fd);
  Value plain = value;
  if (!isStr(value) && !isBytes(value)) {
    Value method = lookupSpecial(thread, value, names.fspath);
    if (method.isError())
      return false;
    if (method.isUnbound()) {
      raiseTypeError(thread, "%s: path should be string, bytes%s, not %T", function,
                     allow_fd ? ", os.PathLike or integer" : " or os.PathLike", value.bits);
      return false;
    }
    plain = call(thread, method);
    if (plain.isError())
      return false;
  }
  if (isBytes(plain)) {
    path.text = plain.as<Bytes>()->view();
    path.bytes = true;
  } else if (isStr(plain)) {
    if (!toFileSystem(thread, plain.as<Str>(), path.text))
      return false;
  } else {
    raiseTypeError(thread, "expected %T.__fspath__() to return str or bytes, not %T", value.bits, plain.bits);
    return false;
  }
  if (path.text.find('\0') != std::string::npos) {
    raiseValueError(thread, "%s: embedded null character in path", function);
    return false;
  }
  return true;
}

Value pathResult(Thread &thread, const PathArgument &path, std::string_view name) {
  return path.bytes ? Value(makeBytes(thread, name)) : Value(fromFileSystem(thread, name));
}

Value pathStatus(Thread &thread, int result, const PathArgument &path) {
  return result == 0 ? none() : raiseOSError(thread, errno, path.object);
}

bool fdArgument(Thread &thread, Value value, int &fd) {
  if (isInt(value))
    return toInt(thread, value, fd);
  Value method = findAttribute(thread, value, intern(thread, "fileno"));
  if (method.isError())
    return false;
  if (method.isUnbound()) {
    raiseTypeError(thread, "argument must be an int, or have a fileno() method.");
    return false;
  }
  Value number = call(thread, method);
  return !number.isError() && toInt(thread, number, fd);
}

int directoryFd(Thread &thread, Value value, bool &ok) {
  int fd = AT_FDCWD;
  if (!value.isUnbound() && !isNone(value))
    ok = toInt(thread, value, fd);
  return fd;
}

namespace {

#define PATH_CALL(name, function, expression)                                                                  \
  Value name(Thread &thread, LocalValue *args) {                                                                    \
    PathArgument path;                                                                                         \
    if (!readPath(thread, args[0], path, function))                                                            \
      return Value::error();                                                                                   \
    return pathStatus(thread, expression, path);                                                               \
  }
PATH_CALL(posixChroot, "chroot", chroot(path.path()))
#undef PATH_CALL

template <int flags> Value removeAt(Thread &thread, LocalValue *args) {
  PathArgument path;
  bool ok = true;
  int dir_fd = directoryFd(thread, args[1], ok);
  if (!ok || !readPath(thread, args[0], path, flags ? "rmdir" : "unlink"))
    return Value::error();
  return pathStatus(thread, unlinkat(dir_fd, path.path(), flags), path);
}
constexpr NativeCode posixRmdir = removeAt<AT_REMOVEDIR>, posixUnlink = removeAt<0>;

Value posixChdir(Thread &thread, LocalValue *args) {
  PathArgument path;
  if (!readPath(thread, args[0], path, "chdir", true))
    return Value::error();
  return pathStatus(thread, path.fd >= 0 ? fchdir(path.fd) : chdir(path.path()), path);
}

Value posixMkdir(Thread &thread, LocalValue *args) {
  PathArgument path;
  int mode = 0;
  bool ok = true;
  int dir_fd = directoryFd(thread, args[2], ok);
  if (!ok || !readPath(thread, args[0], path, "mkdir") || !toInt(thread, args[1], mode))
    return Value::error();
  return pathStatus(thread, mkdirat(dir_fd, path.path(), static_cast<mode_t>(mode)), path);
}

Value posixChmod(Thread &thread, LocalValue *args) {
  PathArgument path;
  int mode = 0;
  int follow = isTrue(thread, args[3]);
  if (follow < 0 || !readPath(thread, args[0], path, "chmod", true) || !toInt(thread, args[1], mode))
    return Value::error();
  if (!follow)
    return raise(thread, &NotImplementedError_type, "chmod: follow_symlinks unavailable on this platform");
  return pathStatus(thread, path.fd >= 0 ? fchmod(path.fd, static_cast<mode_t>(mode)) : chmod(path.path(), static_cast<mode_t>(mode)), path);
}

Value posixChown(Thread &thread, LocalValue *args) {
  PathArgument path;
  int uid = 0;
  int gid = 0;
  bool ok = true;
  int dir_fd = directoryFd(thread, args[3], ok);
  int follow = isTrue(thread, args[4]);
  if (!ok || follow < 0 || !readPath(thread, args[0], path, "chown", true) || !toInt(thread, args[1], uid) || !toInt(thread, args[2], gid))
    return Value::error();
  auto user = static_cast<uid_t>(uid);
  auto group = static_cast<gid_t>(gid);
  return pathStatus(thread, path.fd >= 0 ? fchown(path.fd, user, group) : fchownat(dir_fd, path.path(), user, group, follow ? 0 : AT_SYMLINK_NOFOLLOW), path);
}

// Two paths, each relative to a descriptor of its own.
Value twoPaths(Thread &thread, LocalValue *args, const char *function, Value from_directory, Value to_directory, int (*operation)(int, const char *, int, const char *)) {
  PathArgument from;
  PathArgument to;
  bool ok = true;
  int from_fd = directoryFd(thread, from_directory, ok);
  int to_fd = ok ? directoryFd(thread, to_directory, ok) : 0;
  if (!ok || !readPath(thread, args[0], from, function) || !readPath(thread, args[1], to, function))
    return Value::error();
  return operation(from_fd, from.path(), to_fd, to.path()) == 0 ? none() : raiseOSError(thread, errno, from.object, to.object);
}
Value posixRename(Thread &thread, LocalValue *args) { return twoPaths(thread, args, "rename", args[2], args[3], renameat); }
Value posixReplace(Thread &thread, LocalValue *args) { return twoPaths(thread, args, "replace", args[2], args[3], renameat); }
Value posixLink(Thread &thread, LocalValue *args) {
  int follow = isTrue(thread, args[4]);
  if (follow < 0)
    return Value::error();
  auto followed = [](int a, const char *from, int b, const char *to) { return linkat(a, from, b, to, AT_SYMLINK_FOLLOW); };
  auto plain = [](int a, const char *from, int b, const char *to) { return linkat(a, from, b, to, 0); };
  // Without descriptors it is link(), which does not follow.
  bool relative = !isNone(args[2]) || !isNone(args[3]);
  return follow && relative ? twoPaths(thread, args, "link", args[2], args[3], followed) : twoPaths(thread, args, "link", args[2], args[3], plain);
}
Value posixSymlink(Thread &thread, LocalValue *args) {
  return twoPaths(thread, args, "symlink", none(), args[3], [](int, const char *from, int fd, const char *to) { return symlinkat(from, fd, to); });
}

Value posixReadlink(Thread &thread, LocalValue *args) {
  PathArgument path;
  bool ok = true;
  int dir_fd = directoryFd(thread, args[1], ok);
  if (!ok || !readPath(thread, args[0], path, "readlink"))
    return Value::error();
  char buffer[4097];
  ssize_t size = readlinkat(dir_fd, path.path(), buffer, sizeof buffer);
  return size < 0 ? raiseOSError(thread, errno, path.object) : pathResult(thread, path, {buffer, static_cast<size_t>(size)});
}

Value posixAccess(Thread &thread, LocalValue *args) {
  PathArgument path;
  int mode = 0;
  bool ok = true;
  int dir_fd = directoryFd(thread, args[2], ok);
  int effective = isTrue(thread, args[3]), follow = isTrue(thread, args[4]);
  if (!ok || effective < 0 || follow < 0 || !readPath(thread, args[0], path, "access") || !toInt(thread, args[1], mode))
    return Value::error();
  return makeBool(faccessat(dir_fd, path.path(), mode, (effective ? AT_EACCESS : 0) | (follow ? 0 : AT_SYMLINK_NOFOLLOW)) == 0);
}

Value posixListdir(Thread &thread, LocalValue *args) {
  PathArgument path;
  if (isNone(args[0])) {
    path.text = ".";
    path.object = none();
  } else if (!readPath(thread, args[0], path, "listdir", true)) {
    return Value::error();
  }
  DIR *directory = path.fd >= 0 ? fdopendir(dup(path.fd)) : opendir(path.path());
  if (!directory)
    return raiseOSError(thread, errno, path.object);
  rewinddir(directory); // its descriptor may have been read before
  List *names_found = makeList(thread);
  while (dirent *row = readdir(directory)) {
    std::string_view name = row->d_name;
    if (name != "." && name != "..")
      listAppend(thread, names_found, pathResult(thread, path, name));
  }
  closedir(directory);
  return names_found;
}

Value posixGetcwd(Thread &thread, LocalValue *) {
  char buffer[4097];
  return getcwd(buffer, sizeof buffer) ? Value(fromFileSystem(thread, buffer)) : raiseOSError(thread, errno);
}
Value posixGetcwdb(Thread &thread, LocalValue *) {
  char buffer[4097];
  return getcwd(buffer, sizeof buffer) ? Value(makeBytes(thread, buffer)) : raiseOSError(thread, errno);
}

Value posixOpen(Thread &thread, LocalValue *args) {
  PathArgument path;
  int flags = 0;
  int mode = 0;
  bool ok = true;
  int dir_fd = directoryFd(thread, args[3], ok);
  if (!ok || !readPath(thread, args[0], path, "open") || !toInt(thread, args[1], flags) || !toInt(thread, args[2], mode))
    return Value::error();
  int fd = openat(dir_fd, path.path(), flags | O_CLOEXEC, mode);
  return fd < 0 ? raiseOSError(thread, errno, path.object) : Value::smallInt(fd);
}

Value posixClose(Thread &thread, LocalValue *args) {
  int fd = 0;
  if (!toInt(thread, args[0], fd))
    return Value::error();
  return close(fd) == 0 || errno == EINTR ? none() : raiseOSError(thread, errno);
}

Value posixCloseRange(Thread &thread, LocalValue *args) {
  int low = 0;
  int high = 0;
  if (!toInt(thread, args[0], low) || !toInt(thread, args[1], high))
    return Value::error();
  for (int fd = low; fd < high; ++fd)
    close(fd);
  return none();
}

Value posixRead(Thread &thread, LocalValue *args) {
  int fd = 0;
  int64_t size = 0;
  if (!toInt(thread, args[0], fd) || !toInt64(thread, args[1], size))
    return Value::error();
  if (size < 0)
    return raiseOSError(thread, EINVAL);
  return transferBytes(thread, static_cast<size_t>(size), [fd](Transfer &t) { return ::read(fd, t.bytes(), t.size); });
}

Value posixWrite(Thread &thread, LocalValue *args) {
  int fd = 0;
  Buffer buffer;
  if (!toInt(thread, args[0], fd) || !getBuffer(thread, args[1], buffer))
    return Value::error();
  Transfer transfer = transferOf(thread, bufferView(buffer));
  releaseBuffer(buffer);
  return transferCount(thread, transfer, [fd](Transfer &t) { return ::write(fd, t.bytes(), t.size); });
}

Value posixLseek(Thread &thread, LocalValue *args) {
  int fd = 0;
  int64_t offset = 0;
  int whence = 0;
  if (!toInt(thread, args[0], fd) || !toInt64(thread, args[1], offset) || !toInt(thread, args[2], whence))
    return Value::error();
  off_t at = lseek(fd, offset, whence);
  return at < 0 ? raiseOSError(thread, errno) : makeInt(thread, at);
}

Value posixDup(Thread &thread, LocalValue *args) {
  int fd = 0;
  if (!toInt(thread, args[0], fd))
    return Value::error();
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  return copy < 0 ? raiseOSError(thread, errno) : Value::smallInt(copy);
}

Value posixDup2(Thread &thread, LocalValue *args) {
  int fd = 0;
  int target = 0;
  int inheritable = isTrue(thread, args[2]);
  if (!toInt(thread, args[0], fd) || !toInt(thread, args[1], target) || inheritable < 0)
    return Value::error();
  int result = inheritable ? dup2(fd, target) : dup3(fd, target, O_CLOEXEC);
  return result < 0 ? raiseOSError(thread, errno) : Value::smallInt(result);
}

Value posixPipe(Thread &thread, LocalValue *) {
  int fds[2];
  if (pipe2(fds, O_CLOEXEC) != 0)
    return raiseOSError(thread, errno);
  return makeTuple(thread, {Value::smallInt(fds[0]), Value::smallInt(fds[1])});
}

Value posixIsatty(Thread &thread, LocalValue *args) {
  int fd = 0;
  return toInt(thread, args[0], fd) ? makeBool(isatty(fd) != 0) : Value::error();
}

Value posixFsync(Thread &thread, LocalValue *args) {
  int fd = 0;
  if (!fdArgument(thread, args[0], fd))
    return Value::error();
  return fsync(fd) == 0 ? none() : raiseOSError(thread, errno);
}

Value posixTruncate(Thread &thread, LocalValue *args) {
  PathArgument path;
  int64_t size = 0;
  if (!readPath(thread, args[0], path, "truncate", true) || !toInt64(thread, args[1], size))
    return Value::error();
  return pathStatus(thread, path.fd >= 0 ? ftruncate(path.fd, size) : truncate(path.path(), size), path);
}

Value posixUmask(Thread &thread, LocalValue *args) {
  int mask = 0;
  return toInt(thread, args[0], mask) ? Value::smallInt(umask(static_cast<mode_t>(mask))) : Value::error();
}

Value posixGetInheritable(Thread &thread, LocalValue *args) {
  int fd = 0;
  if (!toInt(thread, args[0], fd))
    return Value::error();
  int flags = fcntl(fd, F_GETFD);
  return flags < 0 ? raiseOSError(thread, errno) : makeBool((flags & FD_CLOEXEC) == 0);
}

Value posixSetInheritable(Thread &thread, LocalValue *args) {
  int fd = 0;
  int inheritable = isTrue(thread, args[1]);
  if (!toInt(thread, args[0], fd) || inheritable < 0)
    return Value::error();
  return fcntl(fd, F_SETFD, inheritable ? 0 : FD_CLOEXEC) < 0 ? raiseOSError(thread, errno) : none();
}

Value posixGetBlocking(Thread &thread, LocalValue *args) {
  int fd = 0;
  if (!toInt(thread, args[0], fd))
    return Value::error();
  int flags = fcntl(fd, F_GETFL);
  return flags < 0 ? raiseOSError(thread, errno) : makeBool((flags & O_NONBLOCK) == 0);
}

Value posixSetBlocking(Thread &thread, LocalValue *args) {
  int fd = 0;
  int blocking = isTrue(thread, args[1]);
  if (!toInt(thread, args[0], fd) || blocking < 0)
    return Value::error();
  int flags = fcntl(fd, F_GETFL);
  flags = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
  return fcntl(fd, F_SETFL, flags) < 0 ? raiseOSError(thread, errno) : none();
}

Value posixUtime(Thread &thread, LocalValue *args) {
  PathArgument path;
  if (!readPath(thread, args[0], path, "utime", true))
    return Value::error();
  timespec times_set[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
  Value given = !args[2].isUnbound() ? args[2] : args[1];
  if (!isNone(args[1]) && !args[2].isUnbound())
    return raiseValueError(thread, "utime: you may specify either 'times' or 'ns' but not both");
  if (!isNone(given)) {
    if (!isTuple(given) || given.as<Tuple>()->size != 2)
      return raiseTypeError(thread, "utime: 'times' must be either a tuple of two ints or None");
    for (int i = 0; i < 2; ++i) {
      Value item = given.as<Tuple>()->items[i];
      if (!args[2].isUnbound()) {
        int64_t ns = 0;
        if (!toInt64(thread, item, ns))
          return Value::error();
        times_set[i] = {ns / 1000000000, ns % 1000000000};
      } else {
        double d = 0;
        if (!toDouble(thread, item, d))
          return Value::error();
        times_set[i].tv_sec = static_cast<time_t>(d);
        times_set[i].tv_nsec = static_cast<long>((d - static_cast<double>(times_set[i].tv_sec)) * 1e9);
      }
    }
  }
  bool ok = true;
  int dir_fd = directoryFd(thread, args[3], ok);
  int follow = isTrue(thread, args[4]);
  if (!ok || follow < 0)
    return Value::error();
  return pathStatus(thread, path.fd >= 0 ? futimens(path.fd, times_set) : utimensat(dir_fd, path.path(), times_set, follow ? 0 : AT_SYMLINK_NOFOLLOW), path);
}

constexpr MethodDef kTable[] = {
    {"access", "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", posixAccess},
    {"chdir", "(path)", posixChdir},
    {"chmod", "(path, mode, *, dir_fd=None, follow_symlinks=True)", posixChmod},
    {"chown", "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", posixChown},
    {"chroot", "(path)", posixChroot},
    {"close", "(fd)", posixClose},
    {"closerange", "(fd_low, fd_high, /)", posixCloseRange},
    {"dup", "(fd, /)", posixDup},
    {"dup2", "(fd, fd2, inheritable=True)", posixDup2},
    {"fspath", "(path)", posixFspath},
    {"fstat", "(fd)", posixFstat},
    {"fsync", "(fd)", posixFsync},
    {"ftruncate", "(fd, length, /)", posixTruncate},
    {"get_blocking", "(fd, /)", posixGetBlocking},
    {"get_inheritable", "(fd, /)", posixGetInheritable},
    {"get_terminal_size", "(fd=?, /)", posixTerminalSize},
    {"getcwd", "()", posixGetcwd},
    {"getcwdb", "()", posixGetcwdb},
    {"isatty", "(fd, /)", posixIsatty},
    {"link", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", posixLink},
    {"listdir", "(path=None)", posixListdir},
    {"lseek", "(fd, position, how, /)", posixLseek},
    {"lstat", "(path, *, dir_fd=None)", posixLstat},
    {"mkdir", "(path, mode=511, *, dir_fd=None)", posixMkdir},
    {"open", "(path, flags, mode=511, *, dir_fd=None)", posixOpen},
    {"pipe", "()", posixPipe},
    {"read", "(fd, length, /)", posixRead},
    {"readlink", "(path, *, dir_fd=None)", posixReadlink},
    {"remove", "(path, *, dir_fd=None)", posixUnlink},
    {"rename", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", posixRename},
    {"replace", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", posixReplace},
    {"rmdir", "(path, *, dir_fd=None)", posixRmdir},
    {"scandir", "(path=None)", posixScandir},
    {"set_blocking", "(fd, blocking, /)", posixSetBlocking},
    {"set_inheritable", "(fd, inheritable, /)", posixSetInheritable},
    {"stat", "(path, *, dir_fd=None, follow_symlinks=True)", posixStat},
    {"symlink", "(src, dst, target_is_directory=False, *, dir_fd=None)", posixSymlink},
    {"truncate", "(path, length)", posixTruncate},
    {"umask", "(mask, /)", posixUmask},
    {"unlink", "(path, *, dir_fd=None)", posixUnlink},
    {"utime", "(path, times=None, *, ns=?, dir_fd=None, follow_symlinks=True)", posixUtime},
    {"write", "(fd, data, /)", posixWrite},
};

} // namespace

const std::span<const MethodDef> kPosixFileFunctions = kTable;

} // namespace pystm
