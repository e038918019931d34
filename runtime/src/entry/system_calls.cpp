//===- entry/system_calls.cpp - System calls into protected memory -------------------------------------------------===//
//
// Where the kernel lets this user handle faults of its own (root, CAP_SYS_PTRACE, vm.unprivileged_userfaultfd=1), a
// system call that writes into a protected page waits until it is writable, and nothing here matters. Elsewhere
// it fails with EFAULT. Then these functions, which stand before the C library's, touch the buffer as the program
// would and call again. Buffers that the C library reads into by itself (stdio) are allocated
// outside the window there (entry/malloc.cpp).
//
//===---------------------------------------------------------------------------------------------------------------===//
#include "memory/layout.h"
#include "os/userfault.h"

#include <cerrno>
#include <dlfcn.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

using namespace stm;

namespace {

/// A store that changes nothing to each page of [buffer, buffer + size) in the window: the pages become writable.
void touch(void *buffer, size_t size) {
  uint64_t begin = reinterpret_cast<uint64_t>(buffer);
  if (!size || !layout.contains(begin))
    return;
  for (uint64_t at = begin; at < begin + size; at = (at | (os::kPageSize - 1)) + 1)
    asm volatile("lock orb $0, %0" : "+m"(*reinterpret_cast<uint8_t *>(at)) : : "memory");
}

/// True if the call failed for the reason that touching cures. Other threads may protect the page again in between, so the
/// caller loops; a buffer that is really bad is outside the window or faults in touch as it would in the program.
bool failedOnProtection(ssize_t result, const void *buffer) {
  return result < 0 && errno == EFAULT && !os::coversSystemCalls() &&
         layout.contains(reinterpret_cast<uint64_t>(buffer));
}

template <class F> F *original(const char *name) { return reinterpret_cast<F *>(dlsym(RTLD_NEXT, name)); }

void touchVectors(const iovec *vectors, size_t count) {
  for (size_t i = 0; i < count; ++i)
    touch(vectors[i].iov_base, vectors[i].iov_len);
}

const void *firstInWindow(const iovec *vectors, size_t count) {
  for (size_t i = 0; i < count; ++i)
    if (layout.contains(reinterpret_cast<uint64_t>(vectors[i].iov_base)))
      return vectors[i].iov_base;
  return nullptr;
}

} // namespace

/// Defines `name`, which touches [buffer, buffer + size) where the library's own fails on protection.
#define STM_FILLS(result, name, parameters, arguments, buffer, size)                                            \
  extern "C" __attribute__((visibility("default"))) result name parameters {                                   \
    static auto *const library = original<result parameters>(#name);                                           \
    result got = library arguments;                                                                            \
    while (failedOnProtection(ssize_t(got), buffer)) {                                                         \
      touch(buffer, size);                                                                                     \
      got = library arguments;                                                                                 \
    }                                                                                                          \
    return got;                                                                                                \
  }

STM_FILLS(ssize_t, read, (int fd, void *to, size_t size), (fd, to, size), to, size)
STM_FILLS(ssize_t, pread, (int fd, void *to, size_t size, off_t at), (fd, to, size, at), to, size)
STM_FILLS(ssize_t, pread64, (int fd, void *to, size_t size, off64_t at), (fd, to, size, at), to, size)
STM_FILLS(ssize_t, recv, (int fd, void *to, size_t size, int flags), (fd, to, size, flags), to, size)
STM_FILLS(ssize_t, recvfrom,
          (int fd, void *to, size_t size, int flags, struct sockaddr *from, socklen_t *length),
          (fd, to, size, flags, from, length), to, (touch(from, from ? *length : 0), size))
STM_FILLS(ssize_t, getrandom, (void *to, size_t size, unsigned flags), (to, size, flags), to, size)
STM_FILLS(ssize_t, readlink, (const char *path, char *to, size_t size), (path, to, size), to, size)
STM_FILLS(int, poll, (pollfd * to, nfds_t count, int timeout), (to, count, timeout), to, count * sizeof(pollfd))
STM_FILLS(int, epoll_wait, (int fd, epoll_event *to, int count, int timeout), (fd, to, count, timeout), to,
          size_t(count) * sizeof(epoll_event))
STM_FILLS(int, pipe, (int *to), (to), to, 2 * sizeof(int))
STM_FILLS(int, stat, (const char *path, struct stat *to), (path, to), to, sizeof *to)
STM_FILLS(int, fstat, (int fd, struct stat *to), (fd, to), to, sizeof *to)
STM_FILLS(int, lstat, (const char *path, struct stat *to), (path, to), to, sizeof *to)

extern "C" __attribute__((visibility("default"))) ssize_t readv(int fd, const iovec *vectors, int count) {
  static auto *const library = original<ssize_t(int, const iovec *, int)>("readv");
  ssize_t got = library(fd, vectors, count);
  while (failedOnProtection(got, firstInWindow(vectors, size_t(count)))) {
    touchVectors(vectors, size_t(count));
    got = library(fd, vectors, count);
  }
  return got;
}

extern "C" __attribute__((visibility("default"))) ssize_t recvmsg(int fd, msghdr *message, int flags) {
  static auto *const library = original<ssize_t(int, msghdr *, int)>("recvmsg");
  ssize_t got = library(fd, message, flags);
  while (failedOnProtection(got, firstInWindow(message->msg_iov, message->msg_iovlen))) {
    touch(message, sizeof *message);
    touch(message->msg_name, message->msg_namelen);
    touch(message->msg_control, message->msg_controllen);
    touchVectors(message->msg_iov, message->msg_iovlen);
    got = library(fd, message, flags);
  }
  return got;
}
