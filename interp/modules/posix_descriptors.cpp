// posix: reading and writing at positions and into several buffers, and the rarer calls about descriptors and files.
#include "modules/posix.h"

#include "objects/struct_sequence.h"
#include "vm/waiting.h"

#include <fcntl.h>
#include <langinfo.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <vector>

namespace pystm {
namespace {

constexpr const char *kStatvfsFields[] = {"f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree", "f_favail", "f_flag", "f_namemax", "f_fsid"};
constexpr StructSequenceDef kStatvfs = {"os.statvfs_result", "statvfs_result: Result from statvfs or fstatvfs.", kStatvfsFields, 10};
Type *statvfs_type = nullptr;

Value status(Thread &thread, int result) { return result < 0 ? raiseOSError(thread, errno) : none(); }


Value posixPread(Thread &thread, LocalValue *args) {
  int fd = 0;
  int64_t size = 0, offset = 0;
  if (!toInt(thread, args[0], fd) || !toInt64(thread, args[1], size) || !toInt64(thread, args[2], offset))
    return Value::error();
  if (size < 0)
    return raiseOSError(thread, EINVAL);
  return transferBytes(thread, static_cast<size_t>(size), [fd, offset](Transfer &t) { return pread(fd, t.bytes(), t.size, offset); });
}
bool bytesArgument(Thread &thread, Value value, std::string &data) {
  Buffer buffer;
  if (!getBuffer(thread, value, buffer))
    return false;
  data += bufferView(buffer);
  releaseBuffer(buffer);
  return true;
}
Value posixPwrite(Thread &thread, LocalValue *args) {
  int fd = 0;
  int64_t offset = 0;
  std::string data;
  if (!toInt(thread, args[0], fd) || !bytesArgument(thread, args[1], data) || !toInt64(thread, args[2], offset))
    return Value::error();
  return transferCount(thread, transferOf(thread, data), [fd, offset](Transfer &t) { return pwrite(fd, t.bytes(), t.size, offset); });
}

// writev, pwritev: the buffers' bytes in one row. offset -1: where the descriptor stands.
Value writeBuffers(Thread &thread, LocalValue *args, int64_t offset, int flags) {
  int fd = 0;
  std::string data;
  if (!toInt(thread, args[0], fd))
    return Value::error();
  if (!isList(args[1]) && !isTuple(args[1]) && !typeOf(args[1])->slots.get_item)
    return raiseTypeError(thread, "writev() arg 2 must be a sequence");
  if (!forEach(thread, args[1], [&](Value item) { return bytesArgument(thread, item, data); }))
    return Value::error();
  return transferCount(thread, transferOf(thread, data), [fd, offset, flags](Transfer &t) {
    iovec row{t.bytes(), t.size};
    return pwritev2(fd, &row, 1, offset, flags);
  });
}
Value posixWritev(Thread &thread, LocalValue *args) { return writeBuffers(thread, args, -1, 0); }
Value posixPwritev(Thread &thread, LocalValue *args) {
  int64_t offset = 0;
  int flags = 0;
  return toInt64(thread, args[2], offset) && toInt(thread, args[3], flags) ? writeBuffers(thread, args, offset, flags) : Value::error();
}
// readv, preadv: what was read is dealt out to the buffers, in the region again.
Value readBuffers(Thread &thread, LocalValue *args, int64_t offset, int flags) {
  int fd = 0;
  int64_t size = 0;
  if (!toInt(thread, args[0], fd))
    return Value::error();
  if (!isList(args[1]) && !isTuple(args[1]) && !typeOf(args[1])->slots.get_item)
    return raiseTypeError(thread, "readv() arg 2 must be a sequence");
  auto *buffers = new std::vector<Buffer>;
  bool ok = forEach(thread, args[1], [&](Value item) {
    Buffer buffer;
    if (!getBuffer(thread, item, buffer))
      return false;
    bool writable = !buffer.readonly;
    size += buffer.size;
    if (writable)
      buffers->push_back(buffer);
    else {
      releaseBuffer(buffer);
      raiseTypeError(thread, "read-write bytes-like object expected, not %T", item.bits);
    }
    return writable;
  });
  if (!ok) {
    for (Buffer &buffer : *buffers)
      releaseBuffer(buffer);
    delete buffers;
    return Value::error();
  }
  return interruptibleCall(
      thread, transferOf(thread, static_cast<size_t>(size)),
      [fd, offset, flags](Transfer &read) {
        iovec row{read.bytes(), read.size};
        return errorOf(read.result = preadv2(fd, &row, 1, offset, flags));
      },
      [buffers](Thread &t, Transfer &read, int error) -> Value {
        int64_t done = 0;
        for (Buffer &buffer : *buffers) {
          int64_t part = std::min(buffer.size, read.result - done);
          if (part > 0)
            std::memcpy(buffer.data, read.bytes() + done, static_cast<size_t>(part));
          done += std::max<int64_t>(part, 0);
          releaseBuffer(buffer);
        }
        delete buffers;
        return error ? raiseOSError(t, error) : makeInt(t, read.result);
      });
}
Value posixReadv(Thread &thread, LocalValue *args) { return readBuffers(thread, args, -1, 0); }
Value posixPreadv(Thread &thread, LocalValue *args) {
  int64_t offset = 0;
  int flags = 0;
  return toInt64(thread, args[2], offset) && toInt(thread, args[3], flags) ? readBuffers(thread, args, offset, flags) : Value::error();
}

// Where a call starts; none: where the descriptor stands.
struct Offset {
  off_t at;
  bool given;
  off_t *pointer() { return given ? &at : nullptr; }
};
bool optionalOffset(Thread &thread, Value value, Offset &offset) {
  if (value.isUnbound() || isNone(value))
    return true;
  int64_t number = 0;
  if (!toInt64(thread, value, number))
    return false;
  offset = {number, true};
  return true;
}
Value posixSendfile(Thread &thread, LocalValue *args) {
  int out = 0, in = 0;
  int64_t count = 0;
  Offset offset{};
  if (!toInt(thread, args[0], out) || !toInt(thread, args[1], in) || !optionalOffset(thread, args[2], offset) || !toInt64(thread, args[3], count))
    return Value::error();
  return transferCount(thread, Transfer{}, [=](Transfer &) {
    Offset from = offset;
    return sendfile(out, in, from.pointer(), static_cast<size_t>(count));
  });
}
template <bool copies> Value moveBetween(Thread &thread, LocalValue *args) {
  int from = 0, to = 0;
  int64_t count = 0;
  Offset from_offset{}, to_offset{};
  int flags = 0;
  if (!toInt(thread, args[0], from) || !toInt(thread, args[1], to) || !toInt64(thread, args[2], count) || !optionalOffset(thread, args[3], from_offset) || !optionalOffset(thread, args[4], to_offset))
    return Value::error();
  if (count < 0)
    return raiseValueError(thread, "negative value for 'count' not allowed");
  if (!copies && !toInt(thread, args[5], flags))
    return Value::error();
  return transferCount(thread, Transfer{}, [=](Transfer &) {
    Offset from_at = from_offset, to_at = to_offset;
    return copies ? copy_file_range(from, from_at.pointer(), to, to_at.pointer(), static_cast<size_t>(count), 0)
                  : splice(from, from_at.pointer(), to, to_at.pointer(), static_cast<size_t>(count), static_cast<unsigned>(flags));
  });
}

Value posixLockf(Thread &thread, LocalValue *args) {
  int fd = 0, command = 0;
  int64_t length = 0;
  if (!toInt(thread, args[0], fd) || !toInt(thread, args[1], command) || !toInt64(thread, args[2], length))
    return Value::error();
  return interruptibleCall(
      thread, [=] { return errorOf(lockf(fd, command, length)); },
      [](Thread &t, int error) -> Value { return error ? raiseOSError(t, error) : none(); });
}
Value posixPipe2(Thread &thread, LocalValue *args) {
  int flags = 0, fds[2];
  if (!toInt(thread, args[0], flags))
    return Value::error();
  return pipe2(fds, flags) < 0 ? raiseOSError(thread, errno) : makeTuple(thread, {Value::smallInt(fds[0]), Value::smallInt(fds[1])});
}
Value posixFchmod(Thread &thread, LocalValue *args) {
  int fd = 0, mode = 0;
  return toInt(thread, args[0], fd) && toInt(thread, args[1], mode) ? status(thread, fchmod(fd, static_cast<mode_t>(mode))) : Value::error();
}
Value posixFchown(Thread &thread, LocalValue *args) {
  int fd = 0, user = 0, group = 0;
  if (!toInt(thread, args[0], fd) || !toInt(thread, args[1], user) || !toInt(thread, args[2], group))
    return Value::error();
  return status(thread, fchown(fd, static_cast<uid_t>(user), static_cast<gid_t>(group)));
}
Value posixLchown(Thread &thread, LocalValue *args) {
  PathArgument path;
  int user = 0, group = 0;
  if (!readPath(thread, args[0], path, "lchown") || !toInt(thread, args[1], user) || !toInt(thread, args[2], group))
    return Value::error();
  return pathStatus(thread, lchown(path.path(), static_cast<uid_t>(user), static_cast<gid_t>(group)), path);
}
Value posixFchdir(Thread &thread, LocalValue *args) {
  int fd = 0;
  return fdArgument(thread, args[0], fd) ? status(thread, fchdir(fd)) : Value::error();
}
Value posixFdatasync(Thread &thread, LocalValue *args) {
  int fd = 0;
  return fdArgument(thread, args[0], fd) ? status(thread, fdatasync(fd)) : Value::error();
}
Value posixSync(Thread &, LocalValue *) {
  sync();
  return none();
}
Value posixFadvise(Thread &thread, LocalValue *args) {
  int fd = 0, advice = 0;
  int64_t offset = 0, length = 0;
  if (!toInt(thread, args[0], fd) || !toInt64(thread, args[1], offset) || !toInt64(thread, args[2], length) || !toInt(thread, args[3], advice))
    return Value::error();
  int error = posix_fadvise(fd, offset, length, advice);
  return error ? raiseOSError(thread, error) : none();
}
Value posixFallocate(Thread &thread, LocalValue *args) {
  int fd = 0;
  int64_t offset = 0, length = 0;
  if (!toInt(thread, args[0], fd) || !toInt64(thread, args[1], offset) || !toInt64(thread, args[2], length))
    return Value::error();
  int error = posix_fallocate(fd, offset, length);
  return error ? raiseOSError(thread, error) : none();
}

Value posixMkfifo(Thread &thread, LocalValue *args) {
  PathArgument path;
  int mode = 0;
  bool ok = true;
  int directory = directoryFd(thread, args[2], ok);
  if (!ok || !readPath(thread, args[0], path, "mkfifo") || !toInt(thread, args[1], mode))
    return Value::error();
  return pathStatus(thread, mkfifoat(directory, path.path(), static_cast<mode_t>(mode)), path);
}
Value posixMknod(Thread &thread, LocalValue *args) {
  PathArgument path;
  int mode = 0;
  int64_t device = 0;
  bool ok = true;
  int directory = directoryFd(thread, args[3], ok);
  if (!ok || !readPath(thread, args[0], path, "mknod") || !toInt(thread, args[1], mode) || !toInt64(thread, args[2], device))
    return Value::error();
  return pathStatus(thread, mknodat(directory, path.path(), static_cast<mode_t>(mode), static_cast<dev_t>(device)), path);
}
Value posixMajor(Thread &thread, LocalValue *args) {
  int64_t device = 0;
  return toInt64(thread, args[0], device) ? makeInt(thread, major(static_cast<dev_t>(device))) : Value::error();
}
Value posixMinor(Thread &thread, LocalValue *args) {
  int64_t device = 0;
  return toInt64(thread, args[0], device) ? makeInt(thread, minor(static_cast<dev_t>(device))) : Value::error();
}
Value posixMakedev(Thread &thread, LocalValue *args) {
  int high = 0, low = 0;
  return toInt(thread, args[0], high) && toInt(thread, args[1], low) ? makeInt(thread, static_cast<int64_t>(makedev(static_cast<unsigned>(high), static_cast<unsigned>(low)))) : Value::error();
}

Value posixStatvfs(Thread &thread, LocalValue *args) {
  PathArgument path;
  struct statvfs st {};
  if (!readPath(thread, args[0], path, "statvfs", true))
    return Value::error();
  if ((path.fd >= 0 ? fstatvfs(path.fd, &st) : statvfs(path.path(), &st)) < 0)
    return raiseOSError(thread, errno, path.object);
  uint64_t numbers[] = {st.f_bsize, st.f_frsize, st.f_blocks, st.f_bfree, st.f_bavail, st.f_files, st.f_ffree, st.f_favail, st.f_flag, st.f_namemax, st.f_fsid};
  Value fields[11];
  for (int i = 0; i < 11; ++i)
    fields[i] = makeUnsigned(thread, numbers[i]);
  return makeStructSequence(thread, statvfs_type, fields);
}

// --- Extended attributes ---

struct AttributeCall {
  PathArgument path, name;
  bool follow = true;
  bool read(Thread &thread, Value path_value, Value name_value, Value follow_value, const char *function) {
    int truth = isTrue(thread, follow_value);
    follow = truth != 0;
    return truth >= 0 && readPath(thread, path_value, path, function, true) && (name_value.isUnbound() || readPath(thread, name_value, name, function));
  }
};
Value posixGetxattr(Thread &thread, LocalValue *args) {
  AttributeCall call;
  if (!call.read(thread, args[0], args[1], args[2], "getxattr"))
    return Value::error();
  std::string data(65536, '\0');
  ssize_t size = call.path.fd >= 0 ? fgetxattr(call.path.fd, call.name.path(), data.data(), data.size())
                 : call.follow     ? getxattr(call.path.path(), call.name.path(), data.data(), data.size())
                                   : lgetxattr(call.path.path(), call.name.path(), data.data(), data.size());
  return size < 0 ? raiseOSError(thread, errno, call.path.object) : Value(makeBytes(thread, std::string_view(data).substr(0, static_cast<size_t>(size))));
}
Value posixSetxattr(Thread &thread, LocalValue *args) {
  AttributeCall call;
  std::string data;
  int flags = 0;
  if (!call.read(thread, args[0], args[1], args[4], "setxattr") || !bytesArgument(thread, args[2], data) || !toInt(thread, args[3], flags))
    return Value::error();
  int result = call.path.fd >= 0 ? fsetxattr(call.path.fd, call.name.path(), data.data(), data.size(), flags)
               : call.follow     ? setxattr(call.path.path(), call.name.path(), data.data(), data.size(), flags)
                                 : lsetxattr(call.path.path(), call.name.path(), data.data(), data.size(), flags);
  return pathStatus(thread, result, call.path);
}
Value posixRemovexattr(Thread &thread, LocalValue *args) {
  AttributeCall call;
  if (!call.read(thread, args[0], args[1], args[2], "removexattr"))
    return Value::error();
  int result = call.path.fd >= 0 ? fremovexattr(call.path.fd, call.name.path())
               : call.follow     ? removexattr(call.path.path(), call.name.path())
                                 : lremovexattr(call.path.path(), call.name.path());
  return pathStatus(thread, result, call.path);
}
Value posixListxattr(Thread &thread, LocalValue *args) {
  AttributeCall call;
  if (isNone(args[0])) {
    call.path.text = ".";
    call.path.object = none();
  } else if (!call.read(thread, args[0], {}, args[1], "listxattr")) {
    return Value::error();
  }
  std::string data(65536, '\0');
  ssize_t size = call.path.fd >= 0 ? flistxattr(call.path.fd, data.data(), data.size())
                 : call.follow     ? listxattr(call.path.path(), data.data(), data.size())
                                   : llistxattr(call.path.path(), data.data(), data.size());
  if (size < 0)
    return raiseOSError(thread, errno, call.path.object);
  List *names_found = makeList(thread);
  for (ssize_t at = 0; at < size; at += static_cast<ssize_t>(strlen(data.data() + at)) + 1)
    listAppend(thread, names_found, fromFileSystem(thread, data.data() + at));
  return names_found;
}

Value posixTtyname(Thread &thread, LocalValue *args) {
  int fd = 0;
  char name[256];
  if (!toInt(thread, args[0], fd))
    return Value::error();
  int error = ttyname_r(fd, name, sizeof name);
  return error ? raiseOSError(thread, error) : Value(fromFileSystem(thread, name));
}
Value posixCtermid(Thread &thread, LocalValue *) {
  char name[L_ctermid];
  return fromFileSystem(thread, ctermid(name));
}
Value posixDeviceEncoding(Thread &thread, LocalValue *args) {
  int fd = 0;
  if (!toInt(thread, args[0], fd))
    return Value::error();
  return isatty(fd) ? Value(makeStr(thread, std::string_view(nl_langinfo(CODESET)))) : none();
}
Value newDescriptor(Thread &thread, int fd) { return fd < 0 ? raiseOSError(thread, errno) : Value::smallInt(fd); }
Value posixMemfdCreate(Thread &thread, LocalValue *args) {
  PathArgument name;
  int flags = 0;
  return readPath(thread, args[0], name, "memfd_create") && toInt(thread, args[1], flags) ? newDescriptor(thread, memfd_create(name.path(), static_cast<unsigned>(flags))) : Value::error();
}
Value posixEventfd(Thread &thread, LocalValue *args) {
  int value = 0, flags = 0;
  return toInt(thread, args[0], value) && toInt(thread, args[1], flags) ? newDescriptor(thread, eventfd(static_cast<unsigned>(value), flags)) : Value::error();
}
Value posixEventfdRead(Thread &thread, LocalValue *args) {
  int fd = 0;
  if (!toInt(thread, args[0], fd))
    return Value::error();
  struct Counter {
    eventfd_t value;
  };
  return interruptibleCall(
      thread, Counter{}, [fd](Counter &counter) { return errorOf(eventfd_read(fd, &counter.value)); },
      [](Thread &t, Counter &counter, int error) -> Value { return error ? raiseOSError(t, error) : makeUnsigned(t, counter.value); });
}
Value posixEventfdWrite(Thread &thread, LocalValue *args) {
  int fd = 0;
  int64_t value = 0;
  return toInt(thread, args[0], fd) && toInt64(thread, args[1], value) ? status(thread, eventfd_write(fd, static_cast<eventfd_t>(value))) : Value::error();
}
Value posixPidfdOpen(Thread &thread, LocalValue *args) {
  int pid = 0, flags = 0;
  return toInt(thread, args[0], pid) && toInt(thread, args[1], flags) ? newDescriptor(thread, static_cast<int>(syscall(SYS_pidfd_open, pid, flags))) : Value::error();
}
Value posixGetrandom(Thread &thread, LocalValue *args) {
  int64_t size = 0;
  int flags = 0;
  if (!toInt64(thread, args[0], size) || !toInt(thread, args[1], flags))
    return Value::error();
  if (size < 0)
    return raiseOSError(thread, EINVAL);
  std::string data(static_cast<size_t>(size), '\0');
  ssize_t count = getrandom(data.data(), data.size(), static_cast<unsigned>(flags));
  return count < 0 ? raiseOSError(thread, errno) : Value(makeBytes(thread, std::string_view(data).substr(0, static_cast<size_t>(count))));
}

constexpr MethodDef kTable[] = {
    {"pread", "(fd, length, offset, /)", posixPread},
    {"pwrite", "(fd, buffer, offset, /)", posixPwrite},
    {"readv", "(fd, buffers, /)", posixReadv},
    {"writev", "(fd, buffers, /)", posixWritev},
    {"preadv", "(fd, buffers, offset, flags=0, /)", posixPreadv},
    {"pwritev", "(fd, buffers, offset, flags=0, /)", posixPwritev},
    {"sendfile", "(out_fd, in_fd, offset, count)", posixSendfile},
    {"copy_file_range", "(src, dst, count, offset_src=None, offset_dst=None)", moveBetween<true>},
    {"splice", "(src, dst, count, offset_src=None, offset_dst=None, flags=0)", moveBetween<false>},
    {"lockf", "(fd, command, length, /)", posixLockf},
    {"pipe2", "(flags, /)", posixPipe2},
    {"fchmod", "(fd, mode)", posixFchmod},
    {"fchown", "(fd, uid, gid)", posixFchown},
    {"lchown", "(path, uid, gid)", posixLchown},
    {"fchdir", "(fd)", posixFchdir},
    {"fdatasync", "(fd)", posixFdatasync},
    {"sync", "()", posixSync},
    {"posix_fadvise", "(fd, offset, length, advice, /)", posixFadvise},
    {"posix_fallocate", "(fd, offset, length, /)", posixFallocate},
    {"mkfifo", "(path, mode=438, *, dir_fd=None)", posixMkfifo},
    {"mknod", "(path, mode=384, device=0, *, dir_fd=None)", posixMknod},
    {"major", "(device, /)", posixMajor},
    {"minor", "(device, /)", posixMinor},
    {"makedev", "(major, minor, /)", posixMakedev},
    {"statvfs", "(path)", posixStatvfs},
    {"fstatvfs", "(fd, /)", posixStatvfs},
    {"getxattr", "(path, attribute, *, follow_symlinks=True)", posixGetxattr},
    {"setxattr", "(path, attribute, value, flags=0, *, follow_symlinks=True)", posixSetxattr},
    {"removexattr", "(path, attribute, *, follow_symlinks=True)", posixRemovexattr},
    {"listxattr", "(path=None, *, follow_symlinks=True)", posixListxattr},
    {"ttyname", "(fd, /)", posixTtyname},
    {"ctermid", "()", posixCtermid},
    {"device_encoding", "(fd)", posixDeviceEncoding},
    {"memfd_create", "(name, flags=1)", posixMemfdCreate},
    {"eventfd", "(initval, flags=524288)", posixEventfd},
    {"eventfd_read", "(fd)", posixEventfdRead},
    {"eventfd_write", "(fd, value)", posixEventfdWrite},
    {"pidfd_open", "(pid, flags=0)", posixPidfdOpen},
    {"getrandom", "(size, flags=0)", posixGetrandom},
};

} // namespace

const std::span<const MethodDef> kPosixDescriptorFunctions = kTable;

bool addDescriptorTypes(Thread &thread, Module *module) {
  if (!statvfs_type) {
    statvfs_type = makeStructSequenceType(thread, kStatvfs);
    addRoot(&statvfs_type);
  }
  return addModuleType(thread, module, statvfs_type);
}

} // namespace pystm
