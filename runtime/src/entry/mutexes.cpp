//===- entry/mutexes.cpp - The C library's mutexes ----------------------------------------------------------------===//
//
// Stand before the C library's functions for the whole process, so that code which takes a lock for real and regions that
// elide it (tx/elision) keep out of each other's way. Where no lock was ever elided they cost a comparison.
//
// A wait on a condition in an irrevocable region ends the transaction before it sleeps and begins another one, irrevocable as
// well, when it wakes: that is what waiting means under a lock.
//
//===---------------------------------------------------------------------------------------------------------------===//
#include "os/os.h"
#include "os/real_mutex.h"
#include "tx/elision.h"
#include "tx/exclusive.h"
#include "tx/lock_mode.h"
#include "tx/lone.h"
#include "tx/transaction.h"

#include <cerrno>
#include <dlfcn.h>
#include <jemalloc/jemalloc.h>
#include <pthread.h>
#include <threads.h>

using namespace stm;

#define STM_LIBC extern "C" __attribute__((visibility("default")))

namespace {

pthread_mutex_t *mutexOf(mtx_t *lock) { return reinterpret_cast<pthread_mutex_t *>(lock); }

template <class F> F *original(F *, const char *name, const char *version) {
  return reinterpret_cast<F *>(dlvsym(RTLD_NEXT, name, version));
}
/// The C library's function of the same name.
#define STM_ORIGINAL(name, version)                                                                                    \
  static auto *original_##name = original(&name, #name, version)

/// The plain transaction that runs, if any, is ended; another one begins when this goes out of scope.
class Suspension {
public:
  Suspension() : thread_(currentThread()), depth_(fast.lone_depth.load(std::memory_order_relaxed) & ~kLoneActions) {
    if (depth_ == 0)
      depth_ = fast.busy;
    if (fast.lone_depth.load(std::memory_order_relaxed) != 0)
      fast.lone_depth.store(0, std::memory_order_release);
    else if (thread_.mode == Mode::kLocked)
      endLocked(thread_);
    else if (thread_.mode == Mode::kExclusive)
      endExclusive(thread_);
    else
      depth_ = 0;
  }
  ~Suspension() {
    if (depth_ == 0)
      return;
    while (!tryLocked(thread_) && !beginExclusive(thread_)) {
    }
    fast.busy = depth_;
  }
  Suspension(const Suspension &) = delete;
  Suspension &operator=(const Suspension &) = delete;

private:
  ThreadState &thread_;
  uint32_t depth_;
};

int finishLock(int error, pthread_mutex_t *lock) {
  if (error == 0 || error == EOWNERDEAD) {
    if (__builtin_expect(mayElide(), 0))
      noteTaken(lock);
    waitForClaims(lock);
  }
  return error;
}

/// The allocator's locks are none of the program's, though it may allocate while a guard is constructed.
bool isAllocator(const void *caller) {
  static os::Range code = os::mappingOf(reinterpret_cast<uint64_t>(&mallocx));
  return code.contains(reinterpret_cast<uint64_t>(caller));
}

/// `caller`: whoever called the function of the C library's name.
template <class Real> int take(pthread_mutex_t *lock, const void *caller, bool may_wait, Real real) {
  if (__builtin_expect(mayElide(), 0)) {
    if (isAllocator(caller))
      return real();
    switch (onLock(lock, may_wait)) {
    case LockAnswer::kDone:
      return 0;
    case LockAnswer::kBusy:
      return EBUSY;
    case LockAnswer::kSuspended:
      if (int error = stm_real_mutex_trylock(lock); error != EBUSY || !may_wait)
        return finishLock(error, lock);
      {
        Suspension suspension;
        return finishLock(real(), lock);
      }
    case LockAnswer::kDoItForReal:
      break;
    }
  }
  return finishLock(real(), lock);
}

template <class Wait> int waitFor(pthread_mutex_t *lock, Wait wait) {
  Suspension suspension;
  int error = wait();
  waitForClaims(lock);
  return error;
}

} // namespace

STM_LIBC int pthread_mutex_lock(pthread_mutex_t *lock) {
  return take(lock, __builtin_return_address(0), true, [&] { return stm_real_mutex_lock(lock); });
}

STM_LIBC int pthread_mutex_trylock(pthread_mutex_t *lock) {
  return take(lock, __builtin_return_address(0), false, [&] { return stm_real_mutex_trylock(lock); });
}

STM_LIBC int pthread_mutex_unlock(pthread_mutex_t *lock) {
  if (__builtin_expect(mayElide(), 0) && onUnlock(lock) == LockAnswer::kDone)
    return 0;
  return stm_real_mutex_unlock(lock);
}

STM_LIBC int pthread_mutex_timedlock(pthread_mutex_t *lock, const timespec *until) {
  STM_ORIGINAL(pthread_mutex_timedlock, "GLIBC_2.2.5");
  return take(lock, __builtin_return_address(0), true, [&] { return original_pthread_mutex_timedlock(lock, until); });
}

STM_LIBC int pthread_mutex_clocklock(pthread_mutex_t *lock, clockid_t clock, const timespec *until) {
  STM_ORIGINAL(pthread_mutex_clocklock, "GLIBC_2.30");
  return take(lock, __builtin_return_address(0), true, [&] { return original_pthread_mutex_clocklock(lock, clock, until); });
}

STM_LIBC int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *lock) {
  STM_ORIGINAL(pthread_cond_wait, "GLIBC_2.3.2");
  return waitFor(lock, [&] { return original_pthread_cond_wait(condition, lock); });
}

STM_LIBC int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *lock, const timespec *until) {
  STM_ORIGINAL(pthread_cond_timedwait, "GLIBC_2.3.2");
  return waitFor(lock, [&] { return original_pthread_cond_timedwait(condition, lock, until); });
}

STM_LIBC int pthread_cond_clockwait(pthread_cond_t *condition, pthread_mutex_t *lock, clockid_t clock,
                                    const timespec *until) {
  STM_ORIGINAL(pthread_cond_clockwait, "GLIBC_2.30");
  return waitFor(lock, [&] { return original_pthread_cond_clockwait(condition, lock, clock, until); });
}

STM_LIBC int mtx_lock(mtx_t *lock) { return pthread_mutex_lock(mutexOf(lock)) == 0 ? thrd_success : thrd_error; }

STM_LIBC int mtx_unlock(mtx_t *lock) { return pthread_mutex_unlock(mutexOf(lock)) == 0 ? thrd_success : thrd_error; }

STM_LIBC int mtx_trylock(mtx_t *lock) {
  int error = pthread_mutex_trylock(mutexOf(lock));
  return error == 0 ? thrd_success : error == EBUSY ? thrd_busy : thrd_error;
}

STM_LIBC int mtx_timedlock(mtx_t *lock, const timespec *until) {
  int error = pthread_mutex_timedlock(mutexOf(lock), until);
  return error == 0 ? thrd_success : error == ETIMEDOUT ? thrd_timedout : thrd_error;
}

STM_LIBC int cnd_wait(cnd_t *condition, mtx_t *lock) {
  int error = pthread_cond_wait(reinterpret_cast<pthread_cond_t *>(condition), mutexOf(lock));
  return error == 0 ? thrd_success : thrd_error;
}

STM_LIBC int cnd_timedwait(cnd_t *condition, mtx_t *lock, const timespec *until) {
  int error = pthread_cond_timedwait(reinterpret_cast<pthread_cond_t *>(condition), mutexOf(lock), until);
  return error == 0 ? thrd_success : error == ETIMEDOUT ? thrd_timedout : thrd_error;
}
