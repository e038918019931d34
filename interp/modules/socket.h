// What the two files of _socket share: the object, addresses.
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
#include "vm/heap.h"
#include "vm/native.h"
#include "vm/runtime.h"
#include "vm/thread.h"
#include "vm/waiting.h"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>

namespace pystm {

struct Socket : Object {
  int64_t reserved;
  int fd;
  int family, kind, protocol;
  double timeout; // seconds, -1: none
};

// The state of one call between its two halves.
struct SocketCall : Transfer {
  size_t sent; // of the data, in bytes
  bool begun;  // connect() has been called
  sockaddr_storage address;
  socklen_t address_size;
};

extern Type *socket_type;
extern double default_timeout;
Value raiseSocketError(Thread &, int error);
bool timeoutArgument(Thread &, Value, double &timeout);
// The address of a socket's family from what Python writes: (host, port), a path.
bool readAddress(Thread &, const Socket *, Value, const char *function, sockaddr_storage &, socklen_t &size);
Value addressValue(Thread &, const sockaddr_storage &, socklen_t size);

} // namespace pystm
