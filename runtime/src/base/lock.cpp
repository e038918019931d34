//===- base/lock.cpp - Sleeping on futexes ----------------------------------===//
#include "base/lock.h"

#include <cerrno>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <ctime>
#include <unistd.h>

namespace stm {

void futexWait(std::atomic<uint32_t> &word, uint32_t expected, int64_t timeout_ns) {
  int before = errno; // the program's
  timespec timeout = {timeout_ns / 1000000000, timeout_ns % 1000000000};
  syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, expected, timeout_ns < 0 ? nullptr : &timeout,
          nullptr, 0);
  errno = before;
}

void futexWake(std::atomic<uint32_t> &word, int count) {
  syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
}

constinit thread_local uint32_t thread_id = 0;

uint32_t askThreadId() { return thread_id = uint32_t(syscall(SYS_gettid)); }

void forgetThreadId() { thread_id = 0; }

bool Lock::tryLockFor(int64_t nanoseconds) __attribute__((no_thread_safety_analysis)) {
  for (int spin = 0; spin < 200; ++spin) {
    if (state_.load(std::memory_order_relaxed) == kFree && tryLock())
      return true;
    cpuRelax();
  }
  bool taken = state_.exchange(kContended, std::memory_order_acquire) == kFree;
  if (!taken) {
    futexWait(state_, kContended, nanoseconds);
    taken = state_.exchange(kContended, std::memory_order_acquire) == kFree;
  }
  if (taken)
    holder_.store(threadId(), std::memory_order_relaxed);
  return taken;
}

void Lock::lockSlow() __attribute__((no_thread_safety_analysis)) {
  // Holders keep these locks for a microsecond or so: spinning that long beats a system call.
  for (int spin = 0; spin < 200; ++spin) {
    cpuRelax();
    if (state_.load(std::memory_order_relaxed) == kFree && tryLock())
      return;
  }
  while (state_.exchange(kContended, std::memory_order_acquire) != kFree)
    futexWait(state_, kContended);
}

} // namespace stm
