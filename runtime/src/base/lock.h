//===- base/lock.h - The runtime's mutex -----------------------------------===//
//
// A mutex that spins briefly, then sleeps on a futex (the three-state mutex of Drepper's
// "Futexes Are Tricky"). It needs no initialisation, so it works before any constructor has
// run, and clang's thread-safety analysis knows it.
//
// Order of acquisition, outermost first:
//   gate (tx/exclusive) > commit (tx/commit_log) > pages (memory/pages) > leaf locks (heap, reclaim).
//
//===------------------------------------------------------------------------===//
#ifndef STM_BASE_LOCK_H
#define STM_BASE_LOCK_H

#include <atomic>
#include <cstdint>

namespace stm {

/// Sleeps until `word` may differ from `expected`, at most `timeout_ns` (negative: no limit).
void futexWait(std::atomic<uint32_t> &word, uint32_t expected, int64_t timeout_ns = -1);
/// Wakes up to `count` sleepers on `word`.
void futexWake(std::atomic<uint32_t> &word, int count);

inline void cpuRelax() { __builtin_ia32_pause(); }

/// The kernel's number of the calling thread; asked for once.
extern constinit thread_local uint32_t thread_id;
uint32_t askThreadId();
inline uint32_t threadId() { return __builtin_expect(thread_id != 0, 1) ? thread_id : askThreadId(); }
/// In the child of a fork the calling thread has another.
void forgetThreadId();

class __attribute__((capability("mutex"))) Lock {
public:
  void lock() __attribute__((acquire_capability())) {
    uint32_t free = kFree;
    // acquire: pairs with the release in unlock().
    if (!state_.compare_exchange_strong(free, kHeld, std::memory_order_acquire,
                                        std::memory_order_relaxed))
      lockSlow();
    holder_.store(threadId(), std::memory_order_relaxed);
  }
  bool tryLock() __attribute__((try_acquire_capability(true))) {
    uint32_t free = kFree;
    if (!state_.compare_exchange_strong(free, kHeld, std::memory_order_acquire, std::memory_order_relaxed))
      return false;
    holder_.store(threadId(), std::memory_order_relaxed);
    return true;
  }
  /// Waits at most about `nanoseconds`.
  bool tryLockFor(int64_t nanoseconds) __attribute__((try_acquire_capability(true)));
  void unlock() __attribute__((release_capability())) {
    holder_.store(0, std::memory_order_relaxed);
    // release: pairs with the acquire in lock().
    if (state_.exchange(kFree, std::memory_order_release) == kContended)
      futexWake(state_, 1);
  }
  /// For the child of fork only: nobody else exists.
  void reset() {
    holder_.store(0, std::memory_order_relaxed);
    state_.store(kFree, std::memory_order_relaxed);
  }
  /// Somebody sleeps until unlock().
  bool isContended() const { return state_.load(std::memory_order_relaxed) == kContended; }
  bool isHeld() const { return state_.load(std::memory_order_relaxed) != kFree; }
  /// Of any thread only while that thread stands still, as one that waits for a page does.
  bool isHeldBy(uint32_t thread_id) const { return holder_.load(std::memory_order_relaxed) == thread_id; }

private:
  void lockSlow() __attribute__((acquire_capability()));
  static constexpr uint32_t kFree = 0, kHeld = 1, kContended = 2;
  std::atomic<uint32_t> state_{kFree};
  std::atomic<uint32_t> holder_{0}; ///< a threadId()
};

class __attribute__((scoped_lockable)) LockGuard {
public:
  explicit LockGuard(Lock &lock) __attribute__((acquire_capability(lock))) : lock_(lock) {
    lock_.lock();
  }
  ~LockGuard() __attribute__((release_capability())) { lock_.unlock(); }
  LockGuard(const LockGuard &) = delete;
  LockGuard &operator=(const LockGuard &) = delete;

private:
  Lock &lock_;
};

} // namespace stm

#endif
