// The module _socket: addresses, names, constants.
#include "modules/socket.h"

#include <arpa/inet.h>
#include <cmath>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/un.h>
#include <unistd.h>

namespace pystm {

extern const TypeDef socket_def;

namespace {

Value gai_error, host_error;

Value raiseGai(Thread &thread, int error) {
  if (error == EAI_SYSTEM)
    return raiseOSError(thread, errno);
  return raise(thread, call(thread, gai_error, {Value::smallInt(error), makeStr(thread, std::string_view(gai_strerror(error)))}));
}

bool hostName(Thread &thread, Value value, std::string &host) {
  if (isStr(value)) {
    host = toUtf8(value.as<Str>());
    return true;
  }
  if (isBytes(value)) {
    host = value.as<Bytes>()->view();
    return true;
  }
  raiseTypeError(thread, "str, bytes or bytearray expected, not %T", value.bits);
  return false;
}

// A host as numbers or by name.
bool resolveHost(Thread &thread, const std::string &host, int family, sockaddr_storage &address) {
  if (family == AF_INET) {
    auto *in = reinterpret_cast<sockaddr_in *>(&address);
    if (host.empty() || host == "<broadcast>") {
      in->sin_addr.s_addr = host.empty() ? INADDR_ANY : INADDR_BROADCAST;
      return true;
    }
    if (inet_pton(AF_INET, host.c_str(), &in->sin_addr) == 1)
      return true;
  } else if (host.empty() || inet_pton(AF_INET6, host.c_str(), &reinterpret_cast<sockaddr_in6 *>(&address)->sin6_addr) == 1) {
    return true;
  }
  addrinfo hints = {};
  addrinfo *found = nullptr;
  hints.ai_family = family;
  if (int error = getaddrinfo(host.c_str(), nullptr, &hints, &found)) {
    raiseGai(thread, error);
    return false;
  }
  auto port = reinterpret_cast<sockaddr_in *>(&address)->sin_port;
  std::memcpy(&address, found->ai_addr, found->ai_addrlen);
  reinterpret_cast<sockaddr_in *>(&address)->sin_port = port;
  freeaddrinfo(found);
  return true;
}

} // namespace

bool timeoutArgument(Thread &thread, Value value, double &timeout) {
  timeout = -1;
  if (isNone(value))
    return true;
  if (!toDouble(thread, value, timeout))
    return false;
  if (std::isnan(timeout)) {
    raiseValueError(thread, "Invalid value NaN (not a number)");
    return false;
  }
  if (timeout < 0)
    raiseValueError(thread, "Timeout value out of range");
  return timeout >= 0;
}

bool readAddress(Thread &thread, const Socket *socket, Value value, const char *function, sockaddr_storage &address, socklen_t &size) {
  address.ss_family = static_cast<sa_family_t>(socket->family);
  if (socket->family == AF_UNIX) {
    std::string path;
    auto *un = reinterpret_cast<sockaddr_un *>(&address);
    if (isStr(value) ? !toFileSystem(thread, value.as<Str>(), path) : !hostName(thread, value, path))
      return false;
    if (path.size() >= sizeof un->sun_path) {
      raise(thread, &OSError_type, "AF_UNIX path too long");
      return false;
    }
    std::memcpy(un->sun_path, path.data(), path.size());
    bool abstract = !path.empty() && path[0] == '\0';
    size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + (abstract ? 0 : 1));
    return true;
  }
  if (socket->family != AF_INET && socket->family != AF_INET6) {
    raise(thread, &OSError_type, "%s(): bad family", function);
    return false;
  }
  const char *wanted = socket->family == AF_INET ? "AF_INET" : "AF_INET6";
  if (!isTuple(value) || value.as<Tuple>()->size < 2) {
    raiseTypeError(thread, isTuple(value) ? "%s(): %s address must be a pair (host, port)" : "%s(): %s address must be tuple, not %T", function,
                   wanted, value.bits);
    return false;
  }
  auto *tuple = value.as<Tuple>();
  std::string host;
  int64_t port = 0;
  if (!hostName(thread, tuple->items[0], host) || !toInt64(thread, tuple->items[1], port))
    return false;
  if (port < 0 || port > 65535) {
    raiseOverflowError(thread, "%s(): port must be 0-65535.", function);
    return false;
  }
  // Both families keep the port at the same place.
  reinterpret_cast<sockaddr_in *>(&address)->sin_port = htons(static_cast<uint16_t>(port));
  size = socket->family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
  return resolveHost(thread, host, socket->family, address);
}

Value addressValue(Thread &thread, const sockaddr_storage &address, socklen_t size) {
  char text[INET6_ADDRSTRLEN] = {};
  if (size == 0)
    return none();
  if (address.ss_family == AF_INET) {
    auto *in = reinterpret_cast<const sockaddr_in *>(&address);
    inet_ntop(AF_INET, &in->sin_addr, text, sizeof text);
    return makeTuple(thread, {makeStr(thread, std::string_view(text)), Value::smallInt(ntohs(in->sin_port))});
  }
  if (address.ss_family == AF_INET6) {
    auto *in6 = reinterpret_cast<const sockaddr_in6 *>(&address);
    inet_ntop(AF_INET6, &in6->sin6_addr, text, sizeof text);
    return makeTuple(thread, {makeStr(thread, std::string_view(text)), Value::smallInt(ntohs(in6->sin6_port)),
                              makeInt(thread, ntohl(in6->sin6_flowinfo)), makeInt(thread, in6->sin6_scope_id)});
  }
  if (address.ss_family == AF_UNIX) {
    auto *un = reinterpret_cast<const sockaddr_un *>(&address);
    size_t length = size > offsetof(sockaddr_un, sun_path) ? size - offsetof(sockaddr_un, sun_path) : 0;
    if (length > 0 && un->sun_path[0] == '\0')
      return makeBytes(thread, {un->sun_path, length});
    return fromFileSystem(thread, std::string_view(un->sun_path, strnlen(un->sun_path, length)));
  }
  return none();
}

namespace {

struct Lookup {
  std::string host, service;
  bool has_host = false, has_service = false;
  addrinfo hints = {};
  addrinfo *found = nullptr;
  int error = 0;
  ~Lookup() {
    if (found)
      freeaddrinfo(found);
  }
};

Value socketGetAddrInfo(Thread &thread, LocalValue *args) {
  auto lookup = std::make_unique<Lookup>();
  if (!isNone(args[0])) {
    lookup->has_host = true;
    if (!hostName(thread, args[0], lookup->host))
      return Value::error();
  }
  if (isInt(args[1])) {
    lookup->has_service = true;
    if (!intToText(thread, args[1], lookup->service))
      return Value::error();
  } else if (!isNone(args[1])) {
    lookup->has_service = true;
    if (!hostName(thread, args[1], lookup->service))
      return Value::error();
  }
  if (!toInt(thread, args[2], lookup->hints.ai_family) || !toInt(thread, args[3], lookup->hints.ai_socktype) ||
      !toInt(thread, args[4], lookup->hints.ai_protocol) || !toInt(thread, args[5], lookup->hints.ai_flags))
    return Value::error();
  struct Call {
    Lookup *lookup;
  };
  return blockingCall(
      thread, Call{lookup.release()},
      [](Call &call) {
        Lookup *lookup = call.lookup;
        lookup->error = getaddrinfo(lookup->has_host ? lookup->host.c_str() : nullptr, lookup->has_service ? lookup->service.c_str() : nullptr,
                                    &lookup->hints, &lookup->found);
      },
      [](Thread &t, Call &call) -> Value {
        std::unique_ptr<Lookup> lookup(call.lookup);
        if (lookup->error)
          return raiseGai(t, lookup->error);
        List *rows = makeList(t);
        for (addrinfo *row = lookup->found; row; row = row->ai_next) {
          sockaddr_storage address = {};
          std::memcpy(&address, row->ai_addr, row->ai_addrlen);
          listAppend(t, rows, makeTuple(t, {Value::smallInt(row->ai_family), Value::smallInt(row->ai_socktype), Value::smallInt(row->ai_protocol),
                                            makeStr(t, std::string_view(row->ai_canonname ? row->ai_canonname : "")),
                                            addressValue(t, address, row->ai_addrlen)}));
        }
        return rows;
      });
}

Value socketGetHostByName(Thread &thread, LocalValue *args) {
  std::string host;
  sockaddr_storage address = {};
  if (!hostName(thread, args[0], host) || !resolveHost(thread, host, AF_INET, address))
    return Value::error();
  address.ss_family = AF_INET;
  Value pair = addressValue(thread, address, sizeof(sockaddr_in));
  return pair.as<Tuple>()->items[0];
}

Value socketGetHostByAddr(Thread &thread, LocalValue *args) {
  std::string host;
  sockaddr_storage address = {};
  if (!hostName(thread, args[0], host) || !resolveHost(thread, host, AF_INET, address))
    return Value::error();
  address.ss_family = AF_INET;
  char name[NI_MAXHOST];
  if (int error = getnameinfo(reinterpret_cast<sockaddr *>(&address), sizeof(sockaddr_in), name, sizeof name, nullptr, 0, NI_NAMEREQD)) {
    (void)error;
    return raise(thread, call(thread, host_error, {Value::smallInt(1), makeAscii(thread, "Unknown host")}));
  }
  Value numeric = addressValue(thread, address, sizeof(sockaddr_in)).as<Tuple>()->items[0];
  return makeTuple(thread, {makeStr(thread, std::string_view(name)), makeList(thread), makeList(thread, &numeric, 1)});
}

Value socketGetNameInfo(Thread &thread, LocalValue *args) {
  if (!isTuple(args[0]) || args[0].as<Tuple>()->size < 2)
    return raiseTypeError(thread, "getnameinfo() argument 1 must be a tuple");
  std::string host;
  int64_t port = 0;
  int flags = 0;
  sockaddr_storage address = {};
  if (!hostName(thread, args[0].as<Tuple>()->items[0], host) || !toInt64(thread, args[0].as<Tuple>()->items[1], port) || !toInt(thread, args[1], flags))
    return Value::error();
  int family = host.find(':') != std::string::npos ? AF_INET6 : AF_INET;
  if (!resolveHost(thread, host, family, address))
    return Value::error();
  address.ss_family = static_cast<sa_family_t>(family);
  reinterpret_cast<sockaddr_in *>(&address)->sin_port = htons(static_cast<uint16_t>(port));
  char name[NI_MAXHOST];
  char service[NI_MAXSERV];
  socklen_t size = family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
  if (int error = getnameinfo(reinterpret_cast<sockaddr *>(&address), size, name, sizeof name, service, sizeof service, flags))
    return raiseGai(thread, error);
  return makeTuple(thread, {makeStr(thread, std::string_view(name)), makeStr(thread, std::string_view(service))});
}

Value socketGetHostName(Thread &thread, LocalValue *) {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 ? Value(makeStr(thread, std::string_view(name))) : raiseOSError(thread, errno);
}

Value socketGetServByName(Thread &thread, LocalValue *args) {
  std::string name;
  if (!hostName(thread, args[0], name))
    return Value::error();
  servent *service = getservbyname(name.c_str(), isStr(args[1]) ? toUtf8(args[1].as<Str>()).c_str() : nullptr);
  return service ? Value::smallInt(ntohs(static_cast<uint16_t>(service->s_port))) : raise(thread, &OSError_type, "service/proto not found");
}

Value socketPair(Thread &thread, LocalValue *args) {
  int family = AF_UNIX;
  int kind = SOCK_STREAM;
  int protocol = 0;
  int fds[2];
  if ((!isNone(args[0]) && !toInt(thread, args[0], family)) || !toInt(thread, args[1], kind) || !toInt(thread, args[2], protocol))
    return Value::error();
  if (socketpair(family, kind | SOCK_CLOEXEC, protocol, fds) != 0)
    return raiseOSError(thread, errno);
  Value sockets[2];
  for (int i = 0; i < 2; ++i) {
    sockets[i] = call(thread, socket_type, {Value::smallInt(family), Value::smallInt(kind), Value::smallInt(protocol), Value::smallInt(fds[i])});
    if (sockets[i].isError())
      return sockets[i];
  }
  return makeTuple(thread, {sockets[0], sockets[1]});
}

Value socketInetAton(Thread &thread, LocalValue *args) {
  std::string text;
  in_addr address = {};
  if (!hostName(thread, args[0], text))
    return Value::error();
  if (inet_aton(text.c_str(), &address) == 0)
    return raise(thread, &OSError_type, "illegal IP address string passed to inet_aton");
  return makeBytes(thread, {reinterpret_cast<char *>(&address), sizeof address});
}
Value socketInetNtoa(Thread &thread, LocalValue *args) {
  Buffer buffer;
  if (!getBuffer(thread, args[0], buffer))
    return Value::error();
  in_addr address = {};
  bool ok = buffer.size == 4;
  if (ok)
    std::memcpy(&address, buffer.data, 4);
  releaseBuffer(buffer);
  return ok ? Value(makeStr(thread, std::string_view(inet_ntoa(address)))) : raise(thread, &OSError_type, "packed IP wrong length");
}
Value socketInetPton(Thread &thread, LocalValue *args) {
  int family = 0;
  std::string text;
  char packed[16];
  if (!toInt(thread, args[0], family) || !hostName(thread, args[1], text))
    return Value::error();
  if (inet_pton(family, text.c_str(), packed) != 1)
    return raise(thread, &OSError_type, "illegal IP address string passed to inet_pton");
  return makeBytes(thread, {packed, family == AF_INET ? size_t{4} : size_t{16}});
}
Value socketInetNtop(Thread &thread, LocalValue *args) {
  int family = 0;
  Buffer buffer;
  if (!toInt(thread, args[0], family) || !getBuffer(thread, args[1], buffer))
    return Value::error();
  char text[INET6_ADDRSTRLEN] = {};
  bool ok = buffer.size == (family == AF_INET ? 4 : 16) && inet_ntop(family, buffer.data, text, sizeof text);
  releaseBuffer(buffer);
  return ok ? Value(makeStr(thread, std::string_view(text))) : raiseValueError(thread, "invalid length of packed IP address string");
}

Value socketGetDefault(Thread &, LocalValue *) { return default_timeout < 0 ? none() : makeFloat(default_timeout); }
Value socketSetDefault(Thread &thread, LocalValue *args) { return timeoutArgument(thread, args[0], default_timeout) ? none() : Value::error(); }
Value socketClose(Thread &thread, LocalValue *args) {
  int fd = 0;
  if (!toInt(thread, args[0], fd))
    return Value::error();
  return ::close(fd) == 0 ? none() : raiseOSError(thread, errno);
}
Value socketDup(Thread &thread, LocalValue *args) {
  int fd = 0;
  if (!toInt(thread, args[0], fd))
    return Value::error();
  int copy = dup(fd);
  return copy >= 0 ? Value::smallInt(copy) : raiseOSError(thread, errno);
}
template <class Word, Word (*kFunction)(Word)> Value swapped(Thread &thread, LocalValue *args) {
  int64_t n = 0;
  return toInt64(thread, args[0], n) ? makeInt(thread, kFunction(static_cast<Word>(n))) : Value::error();
}
uint16_t swap16(uint16_t n) { return htons(n); }
uint32_t swap32(uint32_t n) { return htonl(n); }

constexpr MethodDef kFunctions[] = {
    {"getaddrinfo", "(host, port, family=0, type=0, proto=0, flags=0)", socketGetAddrInfo},
    {"gethostbyname", "(host, /)", socketGetHostByName},
    {"gethostbyaddr", "(host, /)", socketGetHostByAddr},
    {"getnameinfo", "(sockaddr, flags, /)", socketGetNameInfo},
    {"gethostname", "()", socketGetHostName},
    {"getservbyname", "(servicename, protocolname=?, /)", socketGetServByName},
    {"socketpair", "(family=None, type=1, proto=0, /)", socketPair},
    {"inet_aton", "(string, /)", socketInetAton},
    {"inet_ntoa", "(packed, /)", socketInetNtoa},
    {"inet_pton", "(family, ip, /)", socketInetPton},
    {"inet_ntop", "(family, packed, /)", socketInetNtop},
    {"getdefaulttimeout", "()", socketGetDefault},
    {"setdefaulttimeout", "(timeout, /)", socketSetDefault},
    {"close", "(fd, /)", socketClose},
    {"dup", "(fd, /)", socketDup},
    {"htons", "(x, /)", swapped<uint16_t, swap16>},
    {"ntohs", "(x, /)", swapped<uint16_t, swap16>},
    {"htonl", "(x, /)", swapped<uint32_t, swap32>},
    {"ntohl", "(x, /)", swapped<uint32_t, swap32>},
};

struct Constant {
  const char *name;
  int64_t value;
};
#define ROW(name) {#name, name}
constexpr Constant kConstants[] = {
    ROW(AF_INET), ROW(AF_INET6), ROW(AF_UNIX), ROW(AF_UNSPEC), ROW(SOCK_STREAM), ROW(SOCK_DGRAM), ROW(SOCK_RAW), ROW(SOCK_SEQPACKET),
    ROW(SOCK_NONBLOCK), ROW(SOCK_CLOEXEC), ROW(SOL_SOCKET), ROW(SO_REUSEADDR), ROW(SO_REUSEPORT), ROW(SO_KEEPALIVE), ROW(SO_BROADCAST),
    ROW(SO_ERROR), ROW(SO_TYPE), ROW(SO_RCVBUF), ROW(SO_SNDBUF), ROW(SO_LINGER), ROW(SO_OOBINLINE), ROW(SO_RCVTIMEO), ROW(SO_SNDTIMEO),
    ROW(SO_DOMAIN), ROW(SO_PROTOCOL), ROW(SOMAXCONN), ROW(SHUT_RD), ROW(SHUT_WR), ROW(SHUT_RDWR), ROW(MSG_PEEK), ROW(MSG_OOB),
    ROW(MSG_DONTWAIT), ROW(MSG_WAITALL), ROW(MSG_NOSIGNAL), ROW(IPPROTO_TCP), ROW(IPPROTO_UDP), ROW(IPPROTO_IP), ROW(IPPROTO_IPV6),
    ROW(IPPROTO_ICMP), ROW(IPV6_V6ONLY), ROW(TCP_NODELAY), ROW(TCP_KEEPIDLE), ROW(TCP_KEEPINTVL), ROW(TCP_KEEPCNT), ROW(AI_PASSIVE),
    ROW(AI_CANONNAME), ROW(AI_NUMERICHOST), ROW(AI_NUMERICSERV), ROW(AI_ADDRCONFIG), ROW(AI_V4MAPPED), ROW(AI_ALL), ROW(NI_NUMERICHOST),
    ROW(NI_NUMERICSERV), ROW(NI_NAMEREQD), ROW(NI_DGRAM), ROW(NI_MAXHOST), ROW(NI_MAXSERV), ROW(EAI_NONAME), ROW(EAI_AGAIN), ROW(EAI_FAIL),
    ROW(EAI_FAMILY), ROW(EAI_SERVICE), ROW(EAI_SOCKTYPE), ROW(EAI_MEMORY), ROW(EAI_BADFLAGS), {"INADDR_ANY", 0}, {"INADDR_BROADCAST", 0xffffffff},
    {"INADDR_LOOPBACK", 0x7f000001}, {"INADDR_NONE", 0xffffffff}, ROW(IP_TTL), ROW(IP_TOS), ROW(IP_MULTICAST_TTL), ROW(IP_MULTICAST_LOOP),
    ROW(IP_ADD_MEMBERSHIP), ROW(IP_DROP_MEMBERSHIP),
};
#undef ROW

Value makeError(Thread &thread, const char *name) {
  Value type = call(thread, &type_type, {makeStr(thread, std::string_view(name)), makeTuple(thread, {&OSError_type}), makeDict(thread)});
  if (!type.isError())
    setAttribute(thread, type, names.module, makeAscii(thread, "socket"));
  return type;
}

bool initialize(Thread &thread, Module *module) {
  if (!socket_type) {
    socket_type = makeType(thread, socket_def);
    addRoot(&socket_type);
    addRoot(&gai_error);
    addRoot(&host_error);
    gai_error = makeError(thread, "gaierror");
    host_error = makeError(thread, "herror");
  }
  for (const Constant &row : kConstants) {
    if (!setModuleAttribute(thread, module, row.name, makeInt(thread, row.value)))
      return false;
  }
  return addModuleType(thread, module, socket_type) && setModuleAttribute(thread, module, "SocketType", socket_type) &&
         setModuleAttribute(thread, module, "error", &OSError_type) && setModuleAttribute(thread, module, "timeout", &TimeoutError_type) &&
         setModuleAttribute(thread, module, "gaierror", gai_error) && setModuleAttribute(thread, module, "herror", host_error) &&
         setModuleAttribute(thread, module, "has_ipv6", trueValue());
}

} // namespace

extern const ModuleDef socket_module;
const ModuleDef socket_module = {"_socket", "Implementation module for socket operations.", kFunctions, initialize};

} // namespace pystm
