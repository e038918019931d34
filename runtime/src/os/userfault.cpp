//===- os/userfault.cpp - userfaultfd and its service thread ----------------===//
#include "os/userfault.h"

#include "base/check.h"
#include "base/grow_array.h"
#include "os/last_thread.h"
#include "os/os.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef UFFD_USER_MODE_ONLY
#define UFFD_USER_MODE_ONLY 1
#endif
#ifndef UFFD_FEATURE_WP_HUGETLBFS_SHMEM
#define UFFD_FEATURE_WP_HUGETLBFS_SHMEM (1 << 12)
#endif

namespace stm::os {

static int fault_fd = -1;
static bool covers_system_calls = true;
static WriteHandler write_handler;
static TickHandler tick_handler;
constexpr int kTickMilliseconds = 20;

struct Fault {
  uint64_t address;
  uint32_t thread_id;
};

static void *serve(void *) {
  // Writers wait for this thread: let it run first where the system permits that.
  sched_param priority = {};
  priority.sched_priority = 1;
  pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority);
  pthread_setname_np(pthread_self(), "stm-service");
  GrowArray<Fault> faults; // not resolved yet
  for (;;) {
    pollfd request = {fault_fd, POLLIN, 0};
    // Not by name: entry/system_calls stands before these functions, and looks them up at their first use under a
    // lock whose holder may be waiting for this thread.
    long ready = syscall(SYS_poll, &request, 1, faults.empty() ? kTickMilliseconds : 0);
    uffd_msg message;
    if (ready > 0 && syscall(SYS_read, fault_fd, &message, sizeof message) == long(sizeof message) &&
        message.event == UFFD_EVENT_PAGEFAULT)
      faults.push({message.arg.pagefault.address & ~uint64_t(kPageSize - 1), message.arg.pagefault.feat.ptid});
    if (ready == 0 && faults.empty()) {
      tick_handler();
      endProcessIfAlone();
    }
    size_t kept = 0;
    for (const Fault &fault : faults)
      if (!write_handler(fault.address, fault.thread_id))
        faults[kept++] = fault;
    faults.truncate(kept);
  }
  return nullptr;
}

static void startServiceThread() {
  // The thread takes no signals: they are the program's.
  sigset_t all, old;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &old);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, 256 << 10);
  pthread_t thread;
  int error = pthread_create(&thread, &attributes, serve, nullptr);
  pthread_attr_destroy(&attributes);
  pthread_sigmask(SIG_SETMASK, &old, nullptr);
  if (error)
    refuse("cannot start the service thread (%s)", strerror(error));
}

void startUserfault(WriteHandler onWrite, TickHandler onTick) {
  write_handler = onWrite;
  tick_handler = onTick;
  if (covers_system_calls)
    fault_fd = int(syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK));
  else
    fault_fd = int(syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK | UFFD_USER_MODE_ONLY));
  if (fault_fd < 0)
    refuse("cannot watch for writes outside atomic regions (userfaultfd: %s); allow that system call in "
           "this sandbox, or set vm.unprivileged_userfaultfd=1",
           strerror(errno));
  uffdio_api api = {};
  api.api = UFFD_API;
  api.features = UFFD_FEATURE_PAGEFAULT_FLAG_WP | UFFD_FEATURE_WP_HUGETLBFS_SHMEM | UFFD_FEATURE_THREAD_ID;
  if (ioctl(fault_fd, UFFDIO_API, &api) != 0)
    refuse("this kernel cannot write-protect shared memory (userfaultfd: %s); Linux 5.19 or later can",
           strerror(errno));
  startServiceThread();
}

void registerRange(uint64_t address, size_t size) {
  uffdio_register request = {};
  request.range = {address, size};
  request.mode = UFFDIO_REGISTER_MODE_WP;
  STM_CHECK(ioctl(fault_fd, UFFDIO_REGISTER, &request) == 0,
            "cannot register memory with userfaultfd: %s", strerror(errno));
}

static void setProtection(uint64_t address, size_t size, uint64_t mode) {
  uffdio_writeprotect request = {};
  request.range = {address, size};
  request.mode = mode;
  int before = errno; // the program's
  while (ioctl(fault_fd, UFFDIO_WRITEPROTECT, &request) != 0)
    STM_CHECK(errno == EAGAIN || errno == EINTR, "cannot change a page's protection: %s", strerror(errno));
  errno = before;
}

void protect(uint64_t address, size_t size) {
  setProtection(address, size, UFFDIO_WRITEPROTECT_MODE_WP);
}
void unprotect(uint64_t address, size_t size) { setProtection(address, size, 0); }
void probeUserfault() {
  int fd = int(syscall(SYS_userfaultfd, O_CLOEXEC));
  covers_system_calls = fd >= 0;
  if (fd >= 0)
    close(fd);
}

bool coversSystemCalls() { return covers_system_calls; }

void forgetUserfault() {
  close(fault_fd);
  fault_fd = -1;
}

} // namespace stm::os
