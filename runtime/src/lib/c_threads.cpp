//===- lib/c_threads.cpp - Making locks, waking sleepers, futexes, in transactions -----------------------------===//
//
// A lock that a region makes is memory like other memory until the commit. Waking is put off until what sleepers wait for
// can be seen.
//
//===----------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"
#include "stm/abi.h"
#include "tx/transaction.h"

#include <cstdarg>
#include <linux/futex.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace stm;
using stm::lib::readable;
using stm::lib::writable;

extern "C" {
void __stm_become_irrevocable(const stm_reason *reason);
void __stm_on_commit_copy(void (*function)(void *), const void *bytes, size_t size);
}

// Objects and their attributes: the C library works on the view's bytes. --------------------------------------

#define STM_MAKES(function, object, attributes)                                                                \
  STM_CLONE(function, int, (object * where, const attributes *from)) {                                        \
    return function(writable(where, sizeof *where), from ? readable(from, sizeof *from) : nullptr);            \
  }
STM_MAKES(pthread_mutex_init, pthread_mutex_t, pthread_mutexattr_t)
STM_MAKES(pthread_cond_init, pthread_cond_t, pthread_condattr_t)
STM_MAKES(pthread_rwlock_init, pthread_rwlock_t, pthread_rwlockattr_t)

#define STM_CHANGES(function, object)                                                                          \
  STM_CLONE(function, int, (object * where)) { return function(writable(where, sizeof *where)); }
STM_CHANGES(pthread_mutex_destroy, pthread_mutex_t)
STM_CHANGES(pthread_rwlock_destroy, pthread_rwlock_t)
STM_CHANGES(sem_destroy, sem_t)
STM_CHANGES(pthread_mutexattr_init, pthread_mutexattr_t)
STM_CHANGES(pthread_mutexattr_destroy, pthread_mutexattr_t)
STM_CHANGES(pthread_condattr_init, pthread_condattr_t)
STM_CHANGES(pthread_condattr_destroy, pthread_condattr_t)
STM_CHANGES(pthread_rwlockattr_init, pthread_rwlockattr_t)
STM_CHANGES(pthread_rwlockattr_destroy, pthread_rwlockattr_t)

#define STM_SETS(function, object, value)                                                                      \
  STM_CLONE(function, int, (object * where, value set)) { return function(writable(where, sizeof *where), set); }
STM_CLONE(pthread_spin_init, int, (pthread_spinlock_t * where, int)) {
  *writable(const_cast<int *>(where), sizeof *where) = 0;
  return 0;
}
STM_SETS(pthread_mutexattr_settype, pthread_mutexattr_t, int)
STM_SETS(pthread_mutexattr_setrobust, pthread_mutexattr_t, int)
STM_SETS(pthread_mutexattr_setpshared, pthread_mutexattr_t, int)
STM_SETS(pthread_mutexattr_setprotocol, pthread_mutexattr_t, int)
STM_SETS(pthread_condattr_setclock, pthread_condattr_t, clockid_t)
STM_SETS(pthread_condattr_setpshared, pthread_condattr_t, int)

STM_CLONE(sem_init, int, (sem_t * where, int shared, unsigned value)) {
  return sem_init(writable(where, sizeof *where), shared, value);
}

/// The last sleepers may still be on their way out: they are waited for outside of the transaction.
static const stm_reason kSleepers = {"pthread_cond_destroy with sleepers", nullptr, 0, 0};
STM_CLONE(pthread_cond_destroy, int, (pthread_cond_t * condition)) {
  constexpr unsigned kFlags = 7; // below the number of those who use it
  if ((readable(condition, sizeof *condition)->__data.__wrefs & ~kFlags) == 0)
    return 0;
  __stm_become_irrevocable(&kSleepers);
  return pthread_cond_destroy(condition);
}

#define STM_C11(function, object, real)                                                                        \
  STM_CLONE(function, void, (object * where)) { stm_clone_##real(where); }
STM_C11(mtx_destroy, pthread_mutex_t, pthread_mutex_destroy)
STM_C11(cnd_destroy, pthread_cond_t, pthread_cond_destroy)
STM_CLONE(cnd_init, int, (pthread_cond_t * where)) { return stm_clone_pthread_cond_init(where, nullptr); }

// Waking. -------------------------------------------------------------------------------------------------------

STM_CLONE(sem_post, int, (sem_t * semaphore)) {
  if (!inView())
    return sem_post(semaphore);
  __stm_on_commit_copy([](void *bytes) { sem_post(*static_cast<sem_t **>(bytes)); }, &semaphore, sizeof semaphore);
  return 0;
}

namespace {

struct Wake {
  void *word;
  int operation;
  unsigned count;
};

void wakeNow(void *bytes) {
  auto *wake = static_cast<Wake *>(bytes);
  syscall(SYS_futex, wake->word, wake->operation, wake->count, nullptr, nullptr, 0);
}

const stm_reason kSystemCall = {"syscall", nullptr, 0, 0};

} // namespace

/// What std::atomic's notify and semaphores are made of.
STM_CLONE(syscall, long, (long number, ...)) {
  va_list list;
  va_start(list, number);
  long a[6];
  for (long &argument : a)
    argument = va_arg(list, long);
  va_end(list);
  int command = int(a[1]) & FUTEX_CMD_MASK;
  if (inView() && number == SYS_futex && command == FUTEX_WAKE) {
    Wake wake = {reinterpret_cast<void *>(a[0]), int(a[1]), unsigned(a[2])};
    __stm_on_commit_copy(wakeNow, &wake, sizeof wake);
    return 0;
  }
  if (number != SYS_gettid && number != SYS_getpid)
    __stm_become_irrevocable(&kSystemCall);
  return syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

STM_CLONE_OF("_ZNSt28__atomic_futex_unsigned_base19_M_futex_notify_allEPj", futexNotifyAll, void, (unsigned *word)) {
  // libstdc++'s sleepers wait for the word as memory that processes share: a private wake would not find them.
  stm_clone_syscall(SYS_futex, word, FUTEX_WAKE, unsigned(INT32_MAX));
}
