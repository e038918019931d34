// _io.FileIO: a file descriptor.
#include "modules/io.h"
#include "modules/native_init.h"

#include "objects/bytearray.h"
#include "vm/waiting.h"
#include "vm/region.h"

#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pystm {

Type file_io_type;

bool readsAtOnce(int fd) {
  pollfd p = {fd, POLLIN, 0};
  return poll(&p, 1, 0) != 0;
}

int64_t readDescriptor(Thread &thread, int fd, void *data, size_t size, bool &would_block) {
  would_block = false;
  ssize_t n = 0;
  do {
    n = ::read(fd, data, size);
  } while (n < 0 && errno == EINTR);
  if (n < 0 && errno == EAGAIN) {
    would_block = true;
    return 0;
  }
  if (n < 0)
    raiseOSError(thread, errno);
  return n;
}

// Writes to it do not wait for another process.
static bool isRegular(int fd) {
  struct stat st = {};
  return fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

bool awaitWritable(Thread &thread, int fd) {
  if (isRegular(fd) || fcntl(fd, F_GETFL) & O_NONBLOCK)
    return true;
  for (;;) {
    int error = 0;
    int ready = outside(thread, [&] {
      pollfd request{fd, POLLOUT, 0};
      int result = ::poll(&request, 1, -1);
      error = errno;
      return result;
    });
    // Of errors the write will tell.
    if (ready >= 0 || error != EINTR)
      return true;
    if (!innerBorder(thread))
      return false;
  }
}

int64_t writeDescriptor(Thread &thread, int fd, const void *data, size_t size, bool &would_block) {
  would_block = false;
  // So much a pipe or terminal that is ready takes without waiting.
  if (size > PIPE_BUF && !isRegular(fd))
    size = PIPE_BUF;
  ssize_t n = 0;
  do {
    n = ::write(fd, data, size);
  } while (n < 0 && errno == EINTR);
  if (n < 0 && errno == EAGAIN) {
    would_block = true;
    return 0;
  }
  if (n < 0)
    raiseOSError(thread, errno);
  return n;
}

namespace {

FileIO *fileOf(LocalValue *args) { return args[0].as<FileIO>(); }

bool open(Thread &thread, const FileIO *file) {
  if (file->fd >= 0)
    return true;
  raiseValueError(thread, "I/O operation on closed file");
  return false;
}

const char *modeText(const FileIO *file) {
  if (file->created)
    return file->readable ? "xb+" : "xb";
  if (file->appending)
    return file->readable ? "ab+" : "ab";
  if (file->readable)
    return file->writable ? "rb+" : "rb";
  return "wb";
}

bool parseMode(Thread &thread, FileIO *file, std::string_view mode, int &flags) {
  int kinds = 0;
  bool plus = false;
  flags = O_CLOEXEC;
  for (char c : mode) {
    switch (c) {
    case 'x':
      ++kinds;
      file->created = file->writable = true;
      flags |= O_EXCL | O_CREAT;
      break;
    case 'r':
      ++kinds;
      file->readable = true;
      break;
    case 'w':
      ++kinds;
      file->writable = true;
      flags |= O_CREAT | O_TRUNC;
      break;
    case 'a':
      ++kinds;
      file->writable = file->appending = true;
      flags |= O_APPEND | O_CREAT;
      break;
    case 'b':
      break;
    case '+':
      if (plus)
        kinds = 9;
      plus = file->readable = file->writable = true;
      break;
    default:
      raiseValueError(thread, "invalid mode: %s", std::string(mode).c_str());
      return false;
    }
  }
  if (kinds != 1) {
    raiseValueError(thread, "Must have exactly one of create/read/write/append mode and at most one plus");
    return false;
  }
  flags |= file->readable && file->writable ? O_RDWR : file->readable ? O_RDONLY : O_WRONLY;
  return true;
}

bool initialize(Thread &thread, FileIO *file, Value name, std::string_view mode, bool close_fd, Value opener) {
  file->fd = -1;
  file->readable = file->writable = file->appending = file->created = false;
  file->seekable = -1;
  file->close_fd = close_fd;
  int flags = 0;
  bool number = name.isSmallInt() && !isInstance(name, &bool_type);
  if (number && name.asSmallInt() < 0) {
    raiseValueError(thread, "negative file descriptor");
    return false;
  }
  if (!parseMode(thread, file, mode, flags))
    return false;
  if (number) {
    file->fd = static_cast<int>(name.asSmallInt());
  } else {
    if (!close_fd) {
      raiseValueError(thread, "Cannot use closefd=False with file name");
      return false;
    }
    if (!isNone(opener)) {
      Value fd = call(thread, opener, {name, Value::smallInt(flags)});
      if (fd.isError())
        return false;
      if (!isInt(fd)) {
        raiseTypeError(thread, "expected integer from opener");
        return false;
      }
      if (!toInt(thread, fd, file->fd))
        return false;
      if (file->fd < 0) {
        raiseValueError(thread, "opener returned %d", file->fd);
        return false;
      }
    } else {
      Value path = importAttribute(thread, "posix", "fspath");
      path = path.isError() ? path : call(thread, path, {name});
      if (path.isError())
        return false;
      std::string bytes;
      if (isStr(path)) {
        if (!toFileSystem(thread, path.as<Str>(), bytes))
          return false;
      } else {
        bytes = path.as<Bytes>()->view();
      }
      if (bytes.find('\0') != std::string::npos) {
        raiseValueError(thread, "embedded null byte");
        return false;
      }
      do {
        file->fd = ::open(bytes.c_str(), flags, 0666);
      } while (file->fd < 0 && errno == EINTR);
      if (file->fd < 0) {
        raiseOSError(thread, errno, name);
        return false;
      }
    }
  }
  struct stat st = {};
  file->block_size = kDefaultBufferSize;
  if (fstat(file->fd, &st) == 0) {
    if (S_ISDIR(st.st_mode)) {
      if (!number)
        ::close(file->fd);
      file->fd = -1;
      raiseOSError(thread, EISDIR, name);
      return false;
    }
    if (st.st_blksize > 1)
      file->block_size = st.st_blksize;
  } else if (errno == EBADF) {
    file->fd = -1;
    raiseOSError(thread, EBADF, name);
    return false;
  }
  if (!setAttribute(thread, file, intern(thread, "name"), name))
    return false;
  if (file->appending)
    lseek(file->fd, 0, SEEK_END);
  return true;
}

Value fileCreate(Thread &thread, Type *type, const Arguments &) {
  auto *file = allocate<FileIO>(thread, type);
  file->fd = -1;
  file->seekable = -1;
  file->close_fd = true;
  return file;
}

Value fileInitMethod(Thread &thread, LocalValue *args) {
  if (!isStr(args[2]))
    return raiseTypeError(thread, "FileIO() argument 'mode' must be str, not %T", args[2].bits);
  int close_fd = isTrue(thread, args[3]);
  auto *file = fileOf(args);
  if (file->fd >= 0 && file->close_fd)
    ::close(file->fd);
  return initialize(thread, file, args[1], toUtf8(args[2].as<Str>()), close_fd != 0, args[4]) ? none() : Value::error();
}

bool wants(Thread &thread, const FileIO *file, bool allowed, const char *what) {
  if (!open(thread, file))
    return false;
  if (!allowed)
    raiseUnsupported(thread, (std::string("File not open for ") + what).c_str());
  return allowed;
}

// A read that may wait: outside of the region, the result inside again.
template <class Finish> Value readOutside(Thread &thread, int fd, size_t size, Finish finish) {
  return interruptibleCall(
      thread, transferOf(thread, size), [fd](Transfer &read) { return errorOf(read.result = ::read(fd, read.bytes(), read.size)); },
      [finish](Thread &t, Transfer &read, int error) -> Value {
        if (error)
          return error == EAGAIN ? none() : raiseOSError(t, error);
        return finish(t, read.text());
      });
}

// A write that may wait.
Value writeOutside(Thread &thread, int fd, std::string_view data) {
  return interruptibleCall(
      thread, transferOf(thread, data), [fd](Transfer &written) { return errorOf(written.result = ::write(fd, written.bytes(), written.size)); },
      [](Thread &t, Transfer &written, int error) -> Value {
        if (error)
          return error == EAGAIN ? none() : raiseOSError(t, error);
        return makeInt(t, written.result);
      });
}

Value fileRead(Thread &thread, LocalValue *args) {
  auto *file = fileOf(args);
  int64_t size = -1;
  if (!wants(thread, file, file->readable, "reading") || !sizeArgument(thread, args[1], size))
    return Value::error();
  if (size < 0)
    return callMethod(thread, args[0], "readall");
  if (!readsAtOnce(file->fd))
    return readOutside(thread, file->fd, static_cast<size_t>(size),
                       [](Thread &t, std::string_view data) -> Value { return makeBytes(t, data); });
  Bytes *bytes = allocateBytesObject(thread, size);
  if (!bytes)
    return Value::error();
  bool would_block = false;
  int64_t n = readDescriptor(thread, file->fd, bytes->data, static_cast<size_t>(size), would_block);
  if (n < 0)
    return Value::error();
  if (would_block)
    return none();
  return n == size ? Value(bytes) : Value(makeBytes(thread, bytes->view().substr(0, static_cast<size_t>(n))));
}

Value fileReadInto(Thread &thread, LocalValue *args) {
  auto *file = fileOf(args);
  Buffer buffer;
  if (!wants(thread, file, file->readable, "reading") || !getWritableBuffer(thread, args[1], buffer))
    return Value::error();
  if (!readsAtOnce(file->fd)) {
    Value target = args[1];
    size_t size = static_cast<size_t>(buffer.size);
    releaseBuffer(buffer);
    return readOutside(thread, file->fd, size, [target](Thread &t, std::string_view data) -> Value {
      Buffer into;
      if (!getWritableBuffer(t, target, into))
        return Value::error();
      std::memcpy(into.data, data.data(), std::min(data.size(), static_cast<size_t>(into.size)));
      releaseBuffer(into);
      return makeInt(t, static_cast<int64_t>(data.size()));
    });
  }
  bool would_block = false;
  int64_t n = readDescriptor(thread, file->fd, buffer.data, static_cast<size_t>(buffer.size), would_block);
  releaseBuffer(buffer);
  return n < 0 ? Value::error() : would_block ? none() : makeInt(thread, n);
}

Value fileReadAll(Thread &thread, LocalValue *args) {
  auto *file = fileOf(args);
  if (!open(thread, file))
    return Value::error();
  std::string all;
  struct stat st = {};
  if (fstat(file->fd, &st) == 0 && S_ISREG(st.st_mode)) {
    off_t at = lseek(file->fd, 0, SEEK_CUR);
    if (at >= 0 && st.st_size > at)
      all.reserve(static_cast<size_t>(st.st_size - at) + 1);
    char chunk[65536];
    for (;;) {
      bool would_block = false;
      int64_t n = readDescriptor(thread, file->fd, chunk, sizeof chunk, would_block);
      if (n < 0)
        return Value::error();
      if (n == 0)
        return would_block && all.empty() ? none() : Value(makeBytes(thread, all));
      all.append(chunk, static_cast<size_t>(n));
    }
  }
  for (;;) {
    Value part = callMethod(thread, args[0], "read", {Value::smallInt(65536)});
    if (part.isError())
      return part;
    if (isNone(part))
      return all.empty() ? part : Value(makeBytes(thread, all));
    if (part.as<Bytes>()->size == 0)
      return makeBytes(thread, all);
    all += part.as<Bytes>()->view();
  }
}

Value fileWrite(Thread &thread, LocalValue *args) {
  auto *file = fileOf(args);
  Buffer buffer;
  if (!wants(thread, file, file->writable, "writing") || !getBuffer(thread, args[1], buffer))
    return Value::error();
  if (!isRegular(file->fd)) {
    Value pending = writeOutside(thread, file->fd, bufferView(buffer));
    releaseBuffer(buffer);
    return pending;
  }
  bool would_block = false;
  int64_t n = writeDescriptor(thread, file->fd, buffer.data, static_cast<size_t>(buffer.size), would_block);
  releaseBuffer(buffer);
  return n < 0 ? Value::error() : would_block ? none() : makeInt(thread, n);
}

Value fileSeek(Thread &thread, LocalValue *args) {
  auto *file = fileOf(args);
  int64_t offset = 0;
  int whence = 0;
  if (!open(thread, file) || !toInt64(thread, args[1], offset) || !toInt(thread, args[2], whence))
    return Value::error();
  off_t at = lseek(file->fd, offset, whence);
  return at < 0 ? raiseOSError(thread, errno) : makeInt(thread, at);
}

Value fileTell(Thread &thread, LocalValue *args) {
  auto *file = fileOf(args);
  if (!open(thread, file))
    return Value::error();
  off_t at = lseek(file->fd, 0, SEEK_CUR);
  return at < 0 ? raiseOSError(thread, errno) : makeInt(thread, at);
}

Value fileTruncate(Thread &thread, LocalValue *args) {
  auto *file = fileOf(args);
  if (!wants(thread, file, file->writable, "writing"))
    return Value::error();
  int64_t size = 0;
  if (isNone(args[1]))
    size = lseek(file->fd, 0, SEEK_CUR);
  else if (!toInt64(thread, args[1], size))
    return Value::error();
  if (size < 0 || ftruncate(file->fd, size) != 0)
    return raiseOSError(thread, size < 0 ? EINVAL : errno);
  return makeInt(thread, size);
}

Value fileClose(Thread &thread, LocalValue *args) {
  auto *file = fileOf(args);
  Value flushed = none();
  if (!isExactly(args[0], file_io_type) && file->fd >= 0)
    flushed = callMethod(thread, args[0], "flush");
  int fd = file->fd;
  file->fd = -1;
  file->closed_flag = true;
  if (fd >= 0 && file->close_fd && ::close(fd) != 0 && errno != EINTR)
    return raiseOSError(thread, errno);
  return flushed.isError() ? flushed : none();
}

Value fileReadable(Thread &thread, LocalValue *args) { return open(thread, fileOf(args)) ? makeBool(fileOf(args)->readable) : Value::error(); }
Value fileWritable(Thread &thread, LocalValue *args) { return open(thread, fileOf(args)) ? makeBool(fileOf(args)->writable) : Value::error(); }
Value fileSeekable(Thread &thread, LocalValue *args) {
  auto *file = fileOf(args);
  if (!open(thread, file))
    return Value::error();
  if (file->seekable < 0)
    file->seekable = lseek(file->fd, 0, SEEK_CUR) >= 0;
  return makeBool(file->seekable != 0);
}
Value fileFileno(Thread &thread, LocalValue *args) { return open(thread, fileOf(args)) ? Value::smallInt(fileOf(args)->fd) : Value::error(); }
Value fileIsatty(Thread &thread, LocalValue *args) { return open(thread, fileOf(args)) ? makeBool(isatty(fileOf(args)->fd) != 0) : Value::error(); }

Value fileRepr(Thread &thread, Value self) {
  auto *file = self.as<FileIO>();
  if (file->fd < 0)
    return makeAscii(thread, "<_io.FileIO [closed]>");
  Value name = findAttribute(thread, self, intern(thread, "name"));
  if (name.isError())
    return name;
  std::string close = file->close_fd ? "True" : "False";
  if (name.isUnbound())
    return formatStr(thread, "<_io.FileIO fd=%d mode='%s' closefd=%s>", file->fd, modeText(file), close.c_str());
  Value text = reprOf(thread, name);
  if (text.isError())
    return text;
  return formatStr(thread, "<_io.FileIO name=%s mode='%s' closefd=%s>", toUtf8(text.as<Str>()).c_str(), modeText(file), close.c_str());
}

Value fileClosed(Thread &, Value self) { return makeBool(self.as<FileIO>()->fd < 0); }
Value fileCloseFd(Thread &, Value self) { return makeBool(self.as<FileIO>()->close_fd); }
Value fileMode(Thread &thread, Value self) { return makeAscii(thread, modeText(self.as<FileIO>())); }
Value fileBlockSize(Thread &thread, Value self) { return makeInt(thread, self.as<FileIO>()->block_size); }

constexpr MethodDef kInit = {"__init__", "($self, file, mode='r', closefd=True, opener=None)", fileInitMethod};
constexpr MethodDef kMethods[] = {
    {"read", "($self, size=-1, /)", fileRead, "Read at most size bytes, returned as bytes."},
    {"readinto", "($self, buffer, /)", fileReadInto, "Same as RawIOBase.readinto()."},
    {"readall", "($self, /)", fileReadAll, "Read all data from the file, returned as bytes."},
    {"write", "($self, b, /)", fileWrite, "Write buffer b to file, return number of bytes written."},
    {"seek", "($self, pos, whence=0, /)", fileSeek, "Move to new file position and return the file position."},
    {"tell", "($self, /)", fileTell, "Current file position."},
    {"truncate", "($self, size=None, /)", fileTruncate, "Truncate the file to at most size bytes and return the truncated size."},
    {"close", "($self, /)", fileClose, "Close the file."},
    {"readable", "($self, /)", fileReadable, "True if file was opened in a read mode."},
    {"writable", "($self, /)", fileWritable, "True if file was opened in a write mode."},
    {"seekable", "($self, /)", fileSeekable, "True if file supports random-access."},
    {"fileno", "($self, /)", fileFileno, "Return the underlying file descriptor (an integer)."},
    {"isatty", "($self, /)", fileIsatty, "True if the file is connected to a TTY device."},
};
constexpr GetSetDef kAttributes[] = {{"closed", fileClosed}, {"closefd", fileCloseFd}, {"mode", fileMode}, {"_blksize", fileBlockSize}};

} // namespace

Value makeFileIO(Thread &thread, Value name, const char *mode, bool close_fd, Value opener) {
  auto *file = allocate<FileIO>(thread, &file_io_type);
  return initialize(thread, file, name, mode, close_fd, opener) ? Value(file) : Value::error();
}

const TypeDef file_io_def = {.name = "_io.FileIO",
                             .doc = "Open a file.",
                             .base = &raw_io_base_type,
                             .size = sizeof(FileIO),
                             .flags = kBaseType | kHasFinalizer,
                             .slots = {.repr = fileRepr, .create = fileCreate, .init = initSlot<&kInit>},
                             .methods = kMethods,
                             .attributes = kAttributes};

} // namespace pystm
