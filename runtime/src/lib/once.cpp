//===- lib/once.cpp - pthread_once, and with it call_once, in transactions ----------------------------------===//
//
// The control word is a lock that threads outside of transactions take, too. As with the guards of statics (lib/guards.cpp),
// a transaction that runs the routine takes the word for real, on canonical memory and past its view, and gives it back when
// it ends: done after the commit, free again after an abort. The routine runs as a part of the transaction.
//
//===---------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"
#include "memory/commit_log.h"
#include "memory/globals.h"
#include "memory/hot_pages.h"
#include "memory/pages.h"
#include "tx/transaction.h"

#include <linux/futex.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <threads.h>
#include <unistd.h>

using namespace stm;
using stm::lib::readable;

extern "C" {
void __stm_become_irrevocable(const stm_reason *reason);
void *__stm_resolve(void *function, const stm_reason *reason);
void __stm_on_commit_copy(void (*function)(void *), const void *bytes, size_t size);
void __stm_on_abort_copy(void (*function)(void *), const void *bytes, size_t size);
}

namespace {

const stm_reason kBusy = {"a pthread_once that another thread runs", nullptr, 0, 0};
const stm_reason kRoutine = {"pthread_once", nullptr, 0, 0};

// glibc's word: bit 0 says that the routine runs, bit 1 that it is done; the number of forks above.
constexpr int kDone = 2;

struct Held {
  pthread_once_t *control;
  bool done;
};

/// The words that the transaction holds. Emptied by the actions below.
constinit thread_local GrowArray<Held> held;

Held *find(pthread_once_t *control) {
  for (Held &each : held)
    if (each.control == control)
      return &each;
  return nullptr;
}

/// What a word that runs now looks like: the C library shows it to a routine.
thread_local pthread_once_t probe;
int wordOfRunning() {
  static thread_local int word;
  probe = PTHREAD_ONCE_INIT;
  pthread_once(&probe, [] { word = probe; });
  return word;
}

void settle(pthread_once_t *control, bool committed) {
  Held *known = find(control);
  if (!known)
    return;
  // release: whoever sees that it is done sees what the routine did.
  __atomic_store_n(control, committed && known->done ? kDone : 0, __ATOMIC_RELEASE);
  syscall(SYS_futex, control, FUTEX_WAKE_PRIVATE, INT32_MAX, nullptr, nullptr, 0);
  *known = held.back();
  held.truncate(held.size() - 1);
}
void settleAtCommit(void *bytes) { settle(*static_cast<pthread_once_t **>(bytes), true); }
void settleAtAbort(void *bytes) { settle(*static_cast<pthread_once_t **>(bytes), false); }

enum class Found { kFree, kDone, kBusy };

/// Takes the word on canonical memory, past protection and hot pages' comparison: it is no write from outside. A word that
/// is not viewed, on a stack or in a library without regions, is taken where it is.
Found tryAcquire(pthread_once_t *control) {
  int running = wordOfRunning();
  uint64_t offset = windowOffset(reinterpret_cast<uint64_t>(control));
  LockGuard lock(commitLock());
  auto *canonical = offset == kNoOffset ? control : reinterpret_cast<pthread_once_t *>(layout.writer(offset));
  int now = 0;
  if (!__atomic_compare_exchange_n(canonical, &now, running, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    return now & kDone ? Found::kDone : Found::kBusy;
  if (offset != kNoOffset && pages.state[offset >> kPageShift].load(std::memory_order_acquire) == kPageHot)
    memcpy(twinOf(offset), canonical, sizeof *canonical);
  return Found::kFree;
}

/// True if the transaction has to run the routine.
bool acquire(pthread_once_t *control) {
  switch (tryAcquire(control)) {
  case Found::kDone: // since this transaction's begin
    abortTransaction(threadState(), kConflict);
  case Found::kBusy:
    __stm_become_irrevocable(&kBusy);
    return false;
  case Found::kFree:
    break;
  }
  held.push({control, false});
  __stm_on_commit_copy(settleAtCommit, &control, sizeof control);
  __stm_on_abort_copy(settleAtAbort, &control, sizeof control);
  return true;
}

/// True for a variable of the region: it is gone when the region is undone, and nobody else knows it.
bool isOwn(const pthread_once_t *control) {
  uint64_t address = reinterpret_cast<uint64_t>(control);
  const ThreadState &thread = threadState();
  return thread.stack.contains(address) && address < thread.begin_rsp;
}

void run(void (*routine)()) {
  reinterpret_cast<void (*)()>(__stm_resolve(reinterpret_cast<void *>(routine), &kRoutine))();
}

int once(pthread_once_t *control, void (*routine)()) {
  if (inView() && isOwn(control)) {
    if (*control != kDone)
      run(routine);
    *control = kDone;
    return 0;
  }
  Held *known = find(control);
  if (known && known->done)
    return 0;
  if (!known) {
    if (!inView())
      return pthread_once(control, routine);
    if (*readable(control, sizeof *control) & kDone)
      return 0;
    if (!acquire(control))
      return pthread_once(control, routine);
  }
  // An exception leaves the word as it is: a later call of the transaction runs the routine again.
  run(routine);
  find(control)->done = true;
  return 0;
}

} // namespace

STM_CLONE(pthread_once, int, (pthread_once_t * control, void (*routine)())) { return once(control, routine); }
STM_CLONE(call_once, void, (pthread_once_t * control, void (*routine)())) { once(control, routine); }
