//===- os/os_linux.cpp - The operating system's contract on Linux -----------===//
#include "os/os.h"

#include "base/check.h"

#include <algorithm>
#include <cerrno>
#include <cinttypes>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <link.h>
#include <linux/membarrier.h>
#include <pthread.h>
#include <span>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace stm::os {

int createMemory(size_t size) {
  int fd = memfd_create("stm", MFD_CLOEXEC);
  if (fd < 0)
    refuse("cannot create a memory file (memfd_create: %s); the runtime needs a Linux kernel and a "
           "sandbox that allow it",
           strerror(errno));
  if (ftruncate(fd, off_t(size)) != 0)
    refuse("cannot size a memory file to %zu bytes (%s); raise the file size limit (ulimit -f unlimited)",
           size, strerror(errno));
  return fd;
}

static void mapAt(uint64_t address, size_t size, int flags, int fd, uint64_t offset) {
  void *wanted = reinterpret_cast<void *>(address);
  void *got = mmap(wanted, size, PROT_READ | PROT_WRITE, flags | MAP_NORESERVE, fd, off_t(offset));
  if (got == wanted)
    return;
  if (got != MAP_FAILED) {
    munmap(got, size);
    errno = EEXIST;
  }
  refuse("cannot map %zu MiB of address space at 0x%" PRIx64
         " (%s); the runtime needs about 2 TiB of address space, which costs no memory: "
         "raise the limit (ulimit -v unlimited) or lower STM_VIEWS",
         size >> 20, address, strerror(errno));
}

void mapShared(uint64_t address, size_t size, int fd, uint64_t offset) {
  mapAt(address, size, MAP_SHARED | MAP_FIXED_NOREPLACE, fd, offset);
}
void remapShared(uint64_t address, size_t size, int fd, uint64_t offset) {
  mapAt(address, size, MAP_SHARED | MAP_FIXED, fd, offset);
}
void mapPrivate(uint64_t address, size_t size, int fd, uint64_t offset) {
  mapAt(address, size, MAP_PRIVATE | MAP_FIXED_NOREPLACE, fd, offset);
}
void remapPrivate(uint64_t address, size_t size, int fd, uint64_t offset) {
  mapAt(address, size, MAP_PRIVATE | MAP_FIXED, fd, offset);
}

void *allocate(size_t size, const char *purpose) {
  void *memory = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    refuse("cannot reserve %zu MiB of address space for the %s (%s); raise the limit (ulimit -v unlimited) "
           "or lower STM_VIEWS",
           size >> 20, purpose, strerror(errno));
  return memory;
}

void preferHugePages(void *address, size_t size) {
  // A kernel without huge pages refuses, and nothing is lost.
  int before = errno;
  madvise(address, size, MADV_HUGEPAGE);
  errno = before;
}

void populate(void *address, size_t size) {
#ifndef MADV_POPULATE_WRITE
  constexpr int MADV_POPULATE_WRITE = 23; // Linux 5.14
#endif
  // Where the kernel does not know how, or has no memory left, the first store to a page finds out.
  int before = errno;
  madvise(address, size, MADV_POPULATE_WRITE);
  errno = before;
}

static void setAccess(void *address, size_t size, int access) {
  if (mprotect(address, size, access) != 0)
    refuse("cannot change the access to %zu KiB of memory (%s); raise the number of mappings that a process may have (sysctl vm.max_map_count)",
           size >> 10, strerror(errno));
}
void forbid(void *address, size_t size) { setAccess(address, size, PROT_NONE); }
void allow(void *address, size_t size) { setAccess(address, size, PROT_READ | PROT_WRITE); }

bool isPresent(void *address, size_t size) {
  constexpr size_t kPagesAsked = 512;
  unsigned char present[kPagesAsked];
  for (size_t done = 0; done < size; done += kPagesAsked * kPageSize) {
    size_t part = std::min(size - done, kPagesAsked * kPageSize), pages = (part + kPageSize - 1) / kPageSize;
    if (mincore(static_cast<char *>(address) + done, part, present) != 0 ||
        std::any_of(present, present + pages, [](unsigned char bits) { return (bits & 1) == 0; }))
      return false;
  }
  return true;
}

void discard(void *address, size_t size) {
  STM_CHECK(madvise(address, size, MADV_DONTNEED) == 0, "madvise(MADV_DONTNEED) failed: %s",
            strerror(errno));
}

bool punchHole(void *address, size_t size) { return madvise(address, size, MADV_REMOVE) == 0; }

void fenceAllThreads() {
  static bool registered = [] {
    return syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
  }();
  if (registered && syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0) == 0)
    return;
  if (syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0) != 0)
    refuse("the kernel's membarrier system call does not work here (%s); set STM_LONE=0", strerror(errno));
}

Range mappingOf(uint64_t address) {
  // Read with plain system calls: the C library's streams would allocate from our heap.
  int fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return {0, 0};
  Range found = {0, 0};
  char buffer[8192];
  size_t used = 0;
  for (;;) {
    // Not read(2) by name: entry/system_calls stands before it.
    ssize_t got = syscall(SYS_read, fd, buffer + used, sizeof buffer - used - 1);
    if (got <= 0)
      break;
    used += size_t(got);
    buffer[used] = 0;
    char *line = buffer;
    while (char *end = strchr(line, '\n')) {
      uint64_t begin, limit;
      if (sscanf(line, "%" SCNx64 "-%" SCNx64, &begin, &limit) == 2 && address >= begin &&
          address < limit)
        found = {begin, limit};
      line = end + 1;
    }
    used = size_t(buffer + used - line);
    memmove(buffer, line, used);
  }
  close(fd);
  return found;
}

Range codeOf(uint64_t address) {
  Range code = {address, 0};
  dl_iterate_phdr(
      [](dl_phdr_info *object, size_t, void *data) {
        auto &found = *static_cast<Range *>(data);
        for (const ElfW(Phdr) &each : std::span(object->dlpi_phdr, object->dlpi_phnum)) {
          uint64_t begin = object->dlpi_addr + each.p_vaddr;
          if (each.p_type != PT_LOAD || !(each.p_flags & PF_X) || found.begin - begin >= each.p_memsz)
            continue;
          found = {begin, begin + each.p_memsz};
          return 1;
        }
        return 0;
      },
      &code);
  return code.end ? code : Range{0, 0};
}

Range currentStack() {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
    void *address;
    size_t size;
    int failed = pthread_attr_getstack(&attributes, &address, &size);
    pthread_attr_destroy(&attributes);
    uint64_t begin = reinterpret_cast<uint64_t>(address);
    if (!failed)
      return {begin, begin + size};
  }
  return mappingOf(reinterpret_cast<uint64_t>(__builtin_frame_address(0)));
}

SignalsBlocked::SignalsBlocked() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before_);
}
SignalsBlocked::~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

/// The program's own handlers run there too, if they ask for it (SA_ONSTACK).
constexpr size_t kSignalStackSize = 128 << 10;

void *provideSignalStack() {
  stack_t now;
  if (sigaltstack(nullptr, &now) != 0 || !(now.ss_flags & SS_DISABLE))
    return nullptr;
  stack_t own = {};
  own.ss_sp = allocate(kSignalStackSize, "signal handlers' stack");
  own.ss_size = kSignalStackSize;
  sigaltstack(&own, nullptr);
  return own.ss_sp;
}

void releaseSignalStack(void *stack) {
  if (!stack)
    return;
  stack_t now;
  if (sigaltstack(nullptr, &now) == 0 && now.ss_sp == stack) {
    stack_t none = {};
    none.ss_flags = SS_DISABLE;
    sigaltstack(&none, nullptr);
  }
  munmap(stack, kSignalStackSize);
}

} // namespace stm::os
