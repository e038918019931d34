// posix: stat results and other named tuples.
#include "modules/posix.h"

#include "modules/io.h"

#include "objects/struct_sequence.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace pystm {
namespace {

constexpr const char *kStatFields[] = {"st_mode",  "st_ino",   "st_dev",      "st_nlink",    "st_uid",      "st_gid",     "st_size",
                                       nullptr,    nullptr,    nullptr,       "st_atime",    "st_mtime",    "st_ctime",   "st_atime_ns",
                                       "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks",   "st_rdev"};
constexpr const char *kStatShown[] = {"st_mode", "st_ino", "st_dev",   "st_nlink", "st_uid",
                                      "st_gid",  "st_size", "st_atime", "st_mtime", "st_ctime"};
constexpr const char *kUnameFields[] = {"sysname", "nodename", "release", "version", "machine"};
constexpr const char *kTimesFields[] = {"user", "system", "children_user", "children_system", "elapsed"};
constexpr const char *kSizeFields[] = {"columns", "lines"};
constexpr StructSequenceDef kStat = {"os.stat_result", "stat_result: Result from stat, fstat, or lstat.", kStatFields, 10};
constexpr StructSequenceDef kUname = {"posix.uname_result", "uname_result: Result from os.uname().", kUnameFields, 5};
constexpr StructSequenceDef kTimes = {"posix.times_result", "times_result: Result from os.times().", kTimesFields, 5};
constexpr StructSequenceDef kSize = {"os.terminal_size", "A tuple of (columns, lines) for holding terminal window size", kSizeFields, 2};

Type *stat_type = nullptr;
Type *uname_type = nullptr;
Type *times_type = nullptr;
Type *size_type = nullptr;

Value statRepr(Thread &thread, Value self) {
  auto *tuple = self.as<Tuple>();
  std::string out = "os.stat_result(";
  for (int i = 0; i < 10; ++i) {
    Value text = reprOf(thread, tuple->items[i]);
    if (text.isError())
      return text;
    out += (i > 0 ? ", " : "") + std::string(kStatShown[i]) + "=" + toUtf8(text.as<Str>());
  }
  return makeStr(thread, out + ")");
}

Value makeStat(Thread &thread, const struct stat &st) {
  auto ns = [&](const timespec &t) { return makeInt(thread, t.tv_sec * 1000000000 + t.tv_nsec); };
  auto seconds = [](const timespec &t) { return makeFloat(static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec)); };
  Value values[19] = {makeInt(thread, st.st_mode),
                      makeUnsigned(thread, st.st_ino),
                      makeUnsigned(thread, st.st_dev),
                      makeUnsigned(thread, st.st_nlink),
                      makeInt(thread, st.st_uid),
                      makeInt(thread, st.st_gid),
                      makeInt(thread, st.st_size),
                      makeInt(thread, st.st_atim.tv_sec),
                      makeInt(thread, st.st_mtim.tv_sec),
                      makeInt(thread, st.st_ctim.tv_sec),
                      seconds(st.st_atim),
                      seconds(st.st_mtim),
                      seconds(st.st_ctim),
                      ns(st.st_atim),
                      ns(st.st_mtim),
                      ns(st.st_ctim),
                      makeInt(thread, st.st_blksize),
                      makeInt(thread, st.st_blocks),
                      makeUnsigned(thread, st.st_rdev)};
  return makeStructSequence(thread, stat_type, values);
}

} // namespace

Value statOf(Thread &thread, const char *path, bool follow, Value object, int dir_fd) {
  struct stat st = {};
  if (fstatat(dir_fd, path, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0)
    return raiseOSError(thread, errno, object);
  if (S_ISREG(st.st_mode) && flushWriters(thread, st))
    fstatat(dir_fd, path, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  return makeStat(thread, st);
}

Value posixStat(Thread &thread, LocalValue *args) {
  PathArgument path;
  bool ok = true;
  int dir_fd = directoryFd(thread, args[1], ok);
  if (!ok || !readPath(thread, args[0], path, "stat", true))
    return Value::error();
  struct stat st = {};
  if (path.fd >= 0)
    return fstat(path.fd, &st) == 0 ? makeStat(thread, st) : raiseOSError(thread, errno);
  return statOf(thread, path.path(), isTrue(thread, args[2]) != 0, path.object, dir_fd);
}

Value posixLstat(Thread &thread, LocalValue *args) {
  PathArgument path;
  bool ok = true;
  int dir_fd = directoryFd(thread, args[1], ok);
  if (!ok || !readPath(thread, args[0], path, "lstat"))
    return Value::error();
  return statOf(thread, path.path(), false, path.object, dir_fd);
}

Value posixFstat(Thread &thread, LocalValue *args) {
  int fd = 0;
  struct stat st = {};
  if (!fdArgument(thread, args[0], fd))
    return Value::error();
  return fstat(fd, &st) == 0 ? makeStat(thread, st) : raiseOSError(thread, errno);
}

Value posixUname(Thread &thread, LocalValue *) {
  utsname u = {};
  if (uname(&u) != 0)
    return raiseOSError(thread, errno);
  Value values[5] = {makeStr(thread, std::string_view(u.sysname)), makeStr(thread, std::string_view(u.nodename)),
                     makeStr(thread, std::string_view(u.release)), makeStr(thread, std::string_view(u.version)),
                     makeStr(thread, std::string_view(u.machine))};
  return makeStructSequence(thread, uname_type, values);
}

Value posixTimes(Thread &thread, LocalValue *) {
  tms t = {};
  clock_t elapsed = times(&t);
  auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  Value values[5];
  clock_t all[5] = {t.tms_utime, t.tms_stime, t.tms_cutime, t.tms_cstime, elapsed};
  for (int i = 0; i < 5; ++i)
    values[i] = makeFloat(static_cast<double>(all[i]) / ticks);
  return makeStructSequence(thread, times_type, values);
}

Value posixTerminalSize(Thread &thread, LocalValue *args) {
  int fd = STDOUT_FILENO;
  winsize size = {};
  if (!args[0].isUnbound() && !toInt(thread, args[0], fd))
    return Value::error();
  if (ioctl(fd, TIOCGWINSZ, &size) != 0)
    return raiseOSError(thread, errno);
  Value values[2] = {Value::smallInt(size.ws_col), Value::smallInt(size.ws_row)};
  return makeStructSequence(thread, size_type, values);
}

bool addPosixTypes(Thread &thread, Module *module) {
  if (!stat_type) {
    stat_type = makeStructSequenceType(thread, kStat);
    stat_type->slots.repr = statRepr;
    uname_type = makeStructSequenceType(thread, kUname);
    times_type = makeStructSequenceType(thread, kTimes);
    size_type = makeStructSequenceType(thread, kSize);
    addRoot(&stat_type);
    addRoot(&uname_type);
    addRoot(&times_type);
    addRoot(&size_type);
  }
  return setModuleAttribute(thread, module, "stat_result", stat_type) && setModuleAttribute(thread, module, "uname_result", uname_type) &&
         setModuleAttribute(thread, module, "times_result", times_type) &&
         setModuleAttribute(thread, module, "terminal_size", size_type);
}

} // namespace pystm
