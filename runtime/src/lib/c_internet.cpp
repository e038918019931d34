//===- lib/c_internet.cpp - Addresses as text, for transactions --------------------------------------------------===//
//
// The C library converts on a copy; what it is given and gives back is the transaction's.
//
//===----------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"

#include <arpa/inet.h>

using stm::lib::readable;
using stm::lib::readableString;
using stm::lib::writable;

static size_t addressSize(int family) { return family == AF_INET6 ? sizeof(in6_addr) : sizeof(in_addr); }

STM_CLONE(inet_pton, int, (int family, const char *text, void *to)) {
  in6_addr address;
  int right = inet_pton(family, readableString(text), &address);
  if (right > 0)
    memcpy(writable(to, addressSize(family)), &address, addressSize(family));
  return right;
}
STM_CLONE(inet_ntop, const char *, (int family, const void *from, char *to, socklen_t size)) {
  char text[INET6_ADDRSTRLEN];
  if (!inet_ntop(family, readable(from, addressSize(family)), text, size < sizeof text ? size : socklen_t(sizeof text)))
    return nullptr;
  memcpy(writable(to, strlen(text) + 1), text, strlen(text) + 1);
  return to;
}
STM_CLONE(inet_aton, int, (const char *text, in_addr *to)) {
  in_addr address;
  int right = inet_aton(readableString(text), &address);
  if (right)
    *writable(to, sizeof *to) = address;
  return right;
}
STM_CLONE(inet_addr, in_addr_t, (const char *text)) { return inet_addr(readableString(text)); }
