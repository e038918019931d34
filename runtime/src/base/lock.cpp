//===- base/lock.cpp - Sleeping on futexes ----------------------------------===//
#include "base/lock.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <ctime>
#include <unistd.h>

namespace stm {

void futexWait(std::atomic<uint32_t> &word, uint32_t expected, int64_t timeout_ns) {
  timespec timeout = {timeout_ns / 1000000000, timeout_ns % 1000000000};
  syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, expected, timeout_ns < 0 ? nullptr : &timeout,
          nullptr, 0);
}

void futexWake(std::atomic<uint32_t> &word, int count) {
  syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
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
