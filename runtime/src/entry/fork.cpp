//===- entry/fork.cpp - A child process with memory of its own ---------------------------------------------------===//
//
// Canonical memory is a shared mapping, so a child would write into its parent's memory. Before the fork no
// transaction runs and all copies are dropped; the child then copies the memory file and maps its own in place, while
// the parent waits. The cost is that of copying the memory in use.
//
// Other threads may be writing plain data. All pages with data are write-protected meanwhile, so that the child gets them as
// they were at one moment: who writes waits, since nobody resolves faults without the commit lock. The forking thread's own
// faults are resolved, whatever runs on it between the handlers.
//
//===----------------------------------------------------------------------------------------------------------------===//
#include "base/check.h"
#include "entry/init.h"
#include "memory/commit_log.h"
#include "memory/globals.h"
#include "memory/pages.h"
#include "os/userfault.h"
#include "tx/elision.h"
#include "tx/exclusive.h"
#include "tx/lock_mode.h"
#include "tx/mode_choice.h"
#include "tx/lone.h"
#include "tx/reclaim.h"
#include "tx/retry.h"
#include "tx/transaction.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/syscall.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/single_threaded.h>
#include <unistd.h>

namespace stm {

namespace {
int done_pipe[2] = {-1, -1};
bool shut_here; ///< the gate was shut by beforeFork, not by the forking thread's own irrevocable region
sigset_t signals_before;

/// Calls change(address, size) for all canonical memory that holds data.
void forEachDataRange(void (*change)(uint64_t address, uint64_t size)) {
  static void (*apply)(uint64_t, uint64_t);
  apply = change;
  forEachWritableRange([](uint64_t address, uint64_t size) {
    uint64_t offset = windowOffset(address);
    off_t at = off_t(offset), end = off_t(offset + size);
    while (at < end) {
      off_t data = lseek(layout.fd, at, SEEK_DATA);
      if (data < 0 || data >= end)
        return;
      at = std::min(lseek(layout.fd, data, SEEK_HOLE), end);
      apply(address + uint64_t(data) - offset, uint64_t(at - data));
    }
  });
}
} // namespace

/// No other thread is in a region when this returns, and none holds a lock that the child needs.
static void beforeFork() __attribute__((no_thread_safety_analysis)) {
  ThreadState &thread = currentThread();
  // A forking region has the bias, the lock of lock mode or the gate: no other transaction runs.
  bool in_region = thread.mode != Mode::kIdle || fast.lone_depth.load(std::memory_order_relaxed) != 0;
  if (!in_region) {
    gateLock().lock();
    if (isLonelyElsewhere())
      revokeBiasLocked();
    if (!__libc_single_threaded)
      requireViews();
    regionLock().lock();
    shutGate(nullptr);
  }
  commitLock().lock();
  shut_here = !in_region; // behind the lock: threads fork one at a time
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &signals_before);
  resetViews();
  if (viewsStarted())
    forEachDataRange(os::protect);
  orphansLock().lock();
  STM_CHECK(pipe2(done_pipe, O_CLOEXEC) == 0, "fork: cannot create a pipe: %s", strerror(errno));
}

static void afterFork() __attribute__((no_thread_safety_analysis)) {
  bool open_here = shut_here;
  sigset_t signals = signals_before;
  orphansLock().unlock();
  commitLock().unlock();
  if (open_here) {
    openGate();
    regionLock().unlock();
    gateLock().unlock();
  }
  pthread_sigmask(SIG_SETMASK, &signals, nullptr);
}

static void inParent() {
  close(done_pipe[1]);
  char byte;
  // Not read(2) by name: who holds the lock under which entry/system_calls looks it up may be waiting for the pages.
  while (syscall(SYS_read, done_pipe[0], &byte, 1) < 0 && errno == EINTR)
    ;
  close(done_pipe[0]);
  if (viewsStarted())
    forEachDataRange(os::unprotect);
  afterFork();
}

/// Copies the parts of the old memory file that hold data.
static void copyMemory(int from, int to) {
  static char buffer[1 << 20];
  off_t at = 0;
  for (;;) {
    off_t data = lseek(from, at, SEEK_DATA);
    if (data < 0)
      return;
    off_t hole = lseek(from, data, SEEK_HOLE);
    for (at = data; at < hole;) {
      size_t want = size_t(hole - at) < sizeof buffer ? size_t(hole - at) : sizeof buffer;
      ssize_t got = syscall(SYS_pread64, from, buffer, want, at);
      STM_CHECK(got > 0 && pwrite(to, buffer, size_t(got), at) == got, "fork: cannot copy memory: %s",
                strerror(errno));
      at += got;
    }
  }
}

static void inChild() {
  int old = layout.fd;
  layout.fd = os::createMemory(STM_WINDOW_SIZE);
  copyMemory(old, layout.fd);
  close(old);
  remapLayout();
  remapSegments();
  forgetOtherThreads();
  pagesLock().reset();
  // A thread that waited for this one's region to end may have held the gate.
  if (!shut_here && thread_state.mode != Mode::kExclusive)
    gateLock().reset();
  repairBiasAfterFork();
  resetClaimsAfterFork();
  resetRetriersAfterFork();
  resetModeChoiceAfterFork();
  resetViewsAfterFork(thread_state.mode == Mode::kExclusive ? thread_state.number : 0);
  restartViews();
  close(done_pipe[0]);
  close(done_pipe[1]); // the parent may go on
  afterFork();
}

void handleForks() { pthread_atfork(beforeFork, inParent, inChild); }

} // namespace stm
