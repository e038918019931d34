// The module _socket: sockets of the families INET, INET6 and UNIX. What may wait does so outside of the region, with
// poll() for timeouts.
#include "modules/socket.h"

#include "modules/native_init.h"
#include "vm/parking.h"
#include "vm/waiting.h"

#include <algorithm>
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/un.h>
#include <unistd.h>

namespace pystm {

Type *socket_type = nullptr;
double default_timeout = -1;

// Waits until the descriptor is ready, at most to the deadline (negative: none): 0, or ETIMEDOUT or another error. Called outside
// of the region.
int waitReady(int fd, short events, double deadline) {
  pollfd p = {fd, events, 0};
  int milliseconds = deadline < 0 ? -1 : static_cast<int>(std::max(0.0, deadline - parkingTime()) * 1000 + 0.999);
  int n = poll(&p, 1, milliseconds);
  return n > 0 ? 0 : n == 0 ? ETIMEDOUT : errno;
}

Value raiseSocketError(Thread &thread, int error) {
  if (error == ETIMEDOUT)
    return raise(thread, &TimeoutError_type, "timed out");
  return raiseOSError(thread, error);
}

namespace {

Socket *socketOf(LocalValue *args) { return args[0].as<Socket>(); }

Value create(Thread &thread, Type *type, const Arguments &) {
  auto *socket = allocate<Socket>(thread, type);
  socket->fd = -1;
  socket->timeout = -1;
  return socket;
}

void setNonBlocking(int fd, bool non_blocking) {
  int flags = fcntl(fd, F_GETFL);
  fcntl(fd, F_SETFL, non_blocking ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
}

Value initializeSocket(Thread &thread, LocalValue *args) {
  auto *socket = socketOf(args);
  int family = 0;
  int kind = 0;
  int protocol = 0;
  int fd = -1;
  if (!toInt(thread, args[1], family) || !toInt(thread, args[2], kind) || !toInt(thread, args[3], protocol))
    return Value::error();
  if (!isNone(args[4])) {
    if (!toInt(thread, args[4], fd))
      return Value::error();
    if (fd < 0)
      return raiseValueError(thread, "negative file descriptor");
    socklen_t size = sizeof(int);
    if (kind == -1)
      getsockopt(fd, SOL_SOCKET, SO_TYPE, &kind, &size);
    if (family == -1)
      getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &size);
    if (protocol == -1)
      getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &protocol, &size);
  } else {
    family = family == -1 ? AF_INET : family;
    kind = kind == -1 ? SOCK_STREAM : kind;
    protocol = protocol == -1 ? 0 : protocol;
    fd = ::socket(family, kind | SOCK_CLOEXEC, protocol);
    if (fd < 0)
      return raiseOSError(thread, errno);
  }
  socket->fd = fd;
  socket->family = family;
  socket->kind = kind & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  socket->protocol = protocol;
  socket->timeout = default_timeout;
  if (default_timeout >= 0)
    setNonBlocking(fd, true);
  return none();
}

// Does `attempt` until it is not told to wait. The attempt returns -1 with errno.
template <class Attempt, class Finish>
Value perform(Thread &thread, Socket *socket, short events, const SocketCall &state, Attempt attempt, Finish finish) {
  int fd = socket->fd;
  double timeout = socket->timeout;
  if (fd < 0)
    return raiseOSError(thread, EBADF);
  double deadline = timeout > 0 ? parkingTime() + timeout : timeout;
  return interruptibleCall(
      thread, state,
      [fd, timeout, deadline, events, attempt](SocketCall &call) {
        for (;;) {
          if (timeout > 0)
            if (int error = waitReady(fd, events, deadline))
              return error;
          call.result = attempt(fd, call);
          if (call.result >= 0 || errno != EAGAIN || timeout <= 0)
            return errorOf(call.result);
        }
      },
      [finish](Thread &t, SocketCall &call, int error) -> Value { return error ? raiseSocketError(t, error) : finish(t, call); });
}

Value accept(Thread &thread, LocalValue *args) {
  auto *socket = socketOf(args);
  return perform(
      thread, socket, POLLIN, SocketCall{},
      [](int fd, SocketCall &c) -> int64_t {
        c.address_size = sizeof c.address;
        return accept4(fd, reinterpret_cast<sockaddr *>(&c.address), &c.address_size, SOCK_CLOEXEC);
      },
      [](Thread &t, SocketCall &c) -> Value {
        Value address = addressValue(t, c.address, c.address_size);
        return address.isError() ? address : Value(makeTuple(t, {makeInt(t, c.result), address}));
      });
}

Value recv(Thread &thread, LocalValue *args) {
  int64_t size = 0;
  int flags = 0;
  if (!toInt64(thread, args[1], size) || !toInt(thread, args[2], flags))
    return Value::error();
  if (size < 0)
    return raiseValueError(thread, "negative buffersize in recv");
  return perform(
      thread, socketOf(args), POLLIN, {transferOf(thread, static_cast<size_t>(size))},
      [flags](int fd, SocketCall &c) -> int64_t { return ::recv(fd, c.bytes(), c.size, flags); },
      [](Thread &t, SocketCall &c) -> Value { return makeBytes(t, c.text()); });
}

Value recvFrom(Thread &thread, LocalValue *args) {
  int64_t size = 0;
  int flags = 0;
  if (!toInt64(thread, args[1], size) || !toInt(thread, args[2], flags))
    return Value::error();
  if (size < 0)
    return raiseValueError(thread, "negative buffersize in recvfrom");
  return perform(
      thread, socketOf(args), POLLIN, {transferOf(thread, static_cast<size_t>(size))},
      [flags](int fd, SocketCall &c) -> int64_t {
        c.address_size = sizeof c.address;
        return ::recvfrom(fd, c.bytes(), c.size, flags, reinterpret_cast<sockaddr *>(&c.address), &c.address_size);
      },
      [](Thread &t, SocketCall &c) -> Value {
        Value address = addressValue(t, c.address, c.address_size);
        if (address.isError())
          return address;
        return makeTuple(t, {makeBytes(t, c.text()), address});
      });
}

Value recvInto(Thread &thread, LocalValue *args) {
  int64_t size = 0;
  int flags = 0;
  Buffer buffer;
  Value target = args[1];
  if (!toInt64(thread, args[2], size) || !toInt(thread, args[3], flags) || !getWritableBuffer(thread, target, buffer))
    return Value::error();
  if (size <= 0)
    size = buffer.size;
  if (size > buffer.size) {
    releaseBuffer(buffer);
    return raiseValueError(thread, "buffer too small for requested bytes");
  }
  releaseBuffer(buffer);
  return perform(
      thread, socketOf(args), POLLIN, {transferOf(thread, static_cast<size_t>(size))},
      [flags](int fd, SocketCall &c) -> int64_t { return ::recv(fd, c.bytes(), c.size, flags); },
      [target](Thread &t, SocketCall &c) -> Value {
        Buffer into;
        if (!getWritableBuffer(t, target, into))
          return Value::error();
        std::memcpy(into.data, c.bytes(), std::min<size_t>(static_cast<size_t>(c.result), static_cast<size_t>(into.size)));
        releaseBuffer(into);
        return makeInt(t, c.result);
      });
}

bool copyBytes(Thread &thread, Value value, Transfer &transfer) {
  Buffer buffer;
  if (!getBuffer(thread, value, buffer))
    return false;
  transfer = transferOf(thread, bufferView(buffer));
  releaseBuffer(buffer);
  return true;
}

Value send(Thread &thread, LocalValue *args) {
  SocketCall state{};
  int flags = 0;
  if (!toInt(thread, args[2], flags) || !copyBytes(thread, args[1], state))
    return Value::error();
  return perform(
      thread, socketOf(args), POLLOUT, state,
      [flags](int fd, SocketCall &c) -> int64_t { return ::send(fd, c.bytes(), c.size, flags | MSG_NOSIGNAL); },
      [](Thread &t, SocketCall &c) -> Value { return makeInt(t, c.result); });
}

Value sendAll(Thread &thread, LocalValue *args) {
  SocketCall state{};
  int flags = 0;
  if (!toInt(thread, args[2], flags) || !copyBytes(thread, args[1], state))
    return Value::error();
  double timeout = socketOf(args)->timeout;
  double deadline = timeout > 0 ? parkingTime() + timeout : timeout;
  return perform(
      thread, socketOf(args), POLLOUT, state,
      [flags, timeout, deadline](int fd, SocketCall &c) -> int64_t {
        while (c.sent < c.size) {
          ssize_t n = ::send(fd, c.bytes() + c.sent, c.size - c.sent, flags | MSG_NOSIGNAL);
          if (n >= 0) {
            c.sent += static_cast<size_t>(n);
            continue;
          }
          if (errno != EAGAIN || timeout == 0)
            return -1;
          if (int error = waitReady(fd, POLLOUT, deadline)) {
            errno = error;
            return -1;
          }
        }
        return 0;
      },
      [](Thread &, SocketCall &) -> Value { return none(); });
}

Value sendTo(Thread &thread, LocalValue *args) {
  SocketCall state{};
  int flags = 0;
  Value target = args[3].isUnbound() ? args[2] : args[3];
  if (!args[3].isUnbound() && !toInt(thread, args[2], flags))
    return Value::error();
  if (!readAddress(thread, socketOf(args), target, "sendto", state.address, state.address_size) || !copyBytes(thread, args[1], state))
    return Value::error();
  return perform(
      thread, socketOf(args), POLLOUT, state,
      [flags](int fd, SocketCall &c) -> int64_t {
        return ::sendto(fd, c.bytes(), c.size, flags | MSG_NOSIGNAL, reinterpret_cast<const sockaddr *>(&c.address), c.address_size);
      },
      [](Thread &t, SocketCall &c) -> Value { return makeInt(t, c.result); });
}

Value connectWith(Thread &thread, LocalValue *args, bool raise_errors) {
  SocketCall state{};
  auto *socket = socketOf(args);
  if (!readAddress(thread, socket, args[1], "connect", state.address, state.address_size))
    return Value::error();
  int fd = socket->fd;
  double timeout = socket->timeout;
  double deadline = timeout > 0 ? parkingTime() + timeout : timeout;
  return interruptibleCall(
      thread, state,
      [fd, timeout, deadline](SocketCall &call) {
        // An interrupted connect goes on by itself.
        int error = EINTR;
        if (!call.begun)
          error = errorOf(::connect(fd, reinterpret_cast<const sockaddr *>(&call.address), call.address_size));
        call.begun = true;
        if (error == EINTR || (error == EINPROGRESS && timeout > 0)) {
          error = waitReady(fd, POLLOUT, deadline);
          if (error == 0) {
            socklen_t length = sizeof error;
            getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length);
          }
        }
        return error;
      },
      [raise_errors](Thread &t, SocketCall &, int error) -> Value {
        if (!raise_errors)
          return Value::smallInt(error);
        return error ? raiseSocketError(t, error) : none();
      });
}
Value connect(Thread &thread, LocalValue *args) { return connectWith(thread, args, true); }
Value connectEx(Thread &thread, LocalValue *args) { return connectWith(thread, args, false); }

Value bind(Thread &thread, LocalValue *args) {
  sockaddr_storage address = {};
  socklen_t size = 0;
  if (!readAddress(thread, socketOf(args), args[1], "bind", address, size))
    return Value::error();
  return ::bind(socketOf(args)->fd, reinterpret_cast<sockaddr *>(&address), size) == 0 ? none() : raiseOSError(thread, errno);
}

Value listen(Thread &thread, LocalValue *args) {
  int backlog = 0;
  if (!toInt(thread, args[1], backlog))
    return Value::error();
  return ::listen(socketOf(args)->fd, std::max(backlog, 0)) == 0 ? none() : raiseOSError(thread, errno);
}

Value nameWith(Thread &thread, LocalValue *args, int (*function)(int, sockaddr *, socklen_t *)) {
  sockaddr_storage address = {};
  socklen_t size = sizeof address;
  if (function(socketOf(args)->fd, reinterpret_cast<sockaddr *>(&address), &size) != 0)
    return raiseOSError(thread, errno);
  return addressValue(thread, address, size);
}
Value getSockName(Thread &thread, LocalValue *args) {
  return nameWith(thread, args, [](int fd, sockaddr *a, socklen_t *s) { return getsockname(fd, a, s); });
}
Value getPeerName(Thread &thread, LocalValue *args) {
  return nameWith(thread, args, [](int fd, sockaddr *a, socklen_t *s) { return getpeername(fd, a, s); });
}

Value close(Thread &thread, LocalValue *args) {
  int fd = socketOf(args)->fd;
  socketOf(args)->fd = -1;
  if (fd >= 0 && ::close(fd) != 0 && errno != ECONNRESET)
    return raiseOSError(thread, errno);
  return none();
}
Value detach(Thread &, LocalValue *args) {
  int fd = socketOf(args)->fd;
  socketOf(args)->fd = -1;
  return Value::smallInt(fd);
}
Value fileno(Thread &, LocalValue *args) { return Value::smallInt(socketOf(args)->fd); }

Value shutdown(Thread &thread, LocalValue *args) {
  int how = 0;
  if (!toInt(thread, args[1], how))
    return Value::error();
  return ::shutdown(socketOf(args)->fd, how) == 0 ? none() : raiseOSError(thread, errno);
}

Value setSockOpt(Thread &thread, LocalValue *args) {
  int level = 0;
  int option = 0;
  if (!toInt(thread, args[1], level) || !toInt(thread, args[2], option))
    return Value::error();
  int result = 0;
  if (isInt(args[3])) {
    int value = 0;
    if (!toInt(thread, args[3], value))
      return Value::error();
    result = setsockopt(socketOf(args)->fd, level, option, &value, sizeof value);
  } else {
    Buffer buffer;
    if (!getBuffer(thread, args[3], buffer))
      return Value::error();
    result = setsockopt(socketOf(args)->fd, level, option, buffer.data, static_cast<socklen_t>(buffer.size));
    releaseBuffer(buffer);
  }
  return result == 0 ? none() : raiseOSError(thread, errno);
}

Value getSockOpt(Thread &thread, LocalValue *args) {
  int level = 0;
  int option = 0;
  int length = 0;
  if (!toInt(thread, args[1], level) || !toInt(thread, args[2], option) || !toInt(thread, args[3], length))
    return Value::error();
  if (length == 0) {
    int value = 0;
    socklen_t size = sizeof value;
    return getsockopt(socketOf(args)->fd, level, option, &value, &size) == 0 ? Value::smallInt(value) : raiseOSError(thread, errno);
  }
  std::string data(static_cast<size_t>(length), '\0');
  auto size = static_cast<socklen_t>(length);
  if (getsockopt(socketOf(args)->fd, level, option, data.data(), &size) != 0)
    return raiseOSError(thread, errno);
  return makeBytes(thread, std::string_view(data).substr(0, size));
}

Value setTimeout(Thread &thread, LocalValue *args) {
  auto *socket = socketOf(args);
  double timeout = -1;
  if (!timeoutArgument(thread, args[1], timeout))
    return Value::error();
  socket->timeout = timeout;
  setNonBlocking(socket->fd, timeout >= 0);
  return none();
}
Value getTimeout(Thread &, LocalValue *args) { return socketOf(args)->timeout < 0 ? none() : makeFloat(socketOf(args)->timeout); }
Value setBlocking(Thread &thread, LocalValue *args) {
  int blocking = isTrue(thread, args[1]);
  if (blocking < 0)
    return Value::error();
  socketOf(args)->timeout = blocking ? -1 : 0;
  setNonBlocking(socketOf(args)->fd, !blocking);
  return none();
}
Value getBlocking(Thread &, LocalValue *args) { return makeBool(socketOf(args)->timeout != 0); }

Value getFamily(Thread &, Value self) { return Value::smallInt(self.as<Socket>()->family); }
Value getKind(Thread &, Value self) { return Value::smallInt(self.as<Socket>()->kind); }
Value getProtocol(Thread &, Value self) { return Value::smallInt(self.as<Socket>()->protocol); }
Value getTimeoutAttribute(Thread &, Value self) { return self.as<Socket>()->timeout < 0 ? none() : makeFloat(self.as<Socket>()->timeout); }

Value reprSocket(Thread &thread, Value self) {
  auto *socket = self.as<Socket>();
  return formatStr(thread, "<socket object, fd=%d, family=%d, type=%d, proto=%d>", socket->fd, socket->family, socket->kind, socket->protocol);
}

void finalize(Object *object) {
  auto *socket = static_cast<Socket *>(object);
  if (socket->fd >= 0)
    ::close(socket->fd);
  socket->fd = -1;
}

constexpr MethodDef kInit = {"__init__", "($self, family=-1, type=-1, proto=-1, fileno=None)", initializeSocket};
constexpr MethodDef kMethods[] = {
    {"_accept", "($self, /)", accept},
    {"bind", "($self, address, /)", bind},
    {"close", "($self, /)", close},
    {"connect", "($self, address, /)", connect},
    {"connect_ex", "($self, address, /)", connectEx},
    {"detach", "($self, /)", detach},
    {"fileno", "($self, /)", fileno},
    {"getblocking", "($self, /)", getBlocking},
    {"getpeername", "($self, /)", getPeerName},
    {"getsockname", "($self, /)", getSockName},
    {"getsockopt", "($self, level, optname, buflen=0, /)", getSockOpt},
    {"gettimeout", "($self, /)", getTimeout},
    {"listen", "($self, backlog=128, /)", listen},
    {"recv", "($self, bufsize, flags=0, /)", recv},
    {"recv_into", "($self, buffer, nbytes=0, flags=0)", recvInto},
    {"recvfrom", "($self, bufsize, flags=0, /)", recvFrom},
    {"send", "($self, data, flags=0, /)", send},
    {"sendall", "($self, data, flags=0, /)", sendAll},
    {"sendto", "($self, data, flags, address=?, /)", sendTo},
    {"setblocking", "($self, flag, /)", setBlocking},
    {"setsockopt", "($self, level, optname, value, /)", setSockOpt},
    {"settimeout", "($self, timeout, /)", setTimeout},
    {"shutdown", "($self, how, /)", shutdown},
};
constexpr GetSetDef kAttributes[] = {{"family", getFamily}, {"type", getKind}, {"proto", getProtocol}, {"timeout", getTimeoutAttribute}};

} // namespace

extern const TypeDef socket_def;
const TypeDef socket_def = {.name = "_socket.socket",
                            .doc = "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object",
                            .size = sizeof(Socket),
                            .flags = kBaseType,
                            .finalize = finalize,
                            .slots = {.repr = reprSocket, .create = create, .init = initSlot<&kInit>},
                            .methods = kMethods,
                            .attributes = kAttributes,
                            .has_weakrefs = false};

} // namespace pystm
