//===- tx/elision.cpp - Claiming locks, and waiting for those who do -----------------------------===//
#include "tx/elision.h"

#include "base/check.h"
#include "os/real_mutex.h"
#include "tx/lone.h"
#include "tx/nesting.h"
#include "tx/transaction.h"

#include <sched.h>
#include <unistd.h>

namespace stm {

namespace {

/// The locks that a view's transaction elides. A transaction with more takes them for real.
struct alignas(64) Slots {
  static constexpr unsigned kSlots = 15;
  std::atomic<const void *> lock[kSlots];
};
Slots slots[kMaxViews];
/// Not 0 once a lock was ever elided: taking locks costs others nothing before.
std::atomic<uint32_t> ever_elided{0};

bool isFree(const pthread_mutex_t *lock) {
  return __atomic_load_n(&lock->__data.__lock, __ATOMIC_SEQ_CST) == 0;
}
bool isMine(const pthread_mutex_t *lock) {
  return !isFree(lock) && __atomic_load_n(&lock->__data.__owner, __ATOMIC_RELAXED) == gettid();
}

Slots &slotsOf(const ThreadState &thread) { return slots[thread.view->index]; }

enum class Claim { kElided, kBusy, kTooMany };

Claim claim(ThreadState &thread, const pthread_mutex_t *lock) {
  Slots &mine = slotsOf(thread);
  std::atomic<const void *> *free_slot = nullptr;
  for (auto &slot : mine.lock) {
    if (slot.load(std::memory_order_relaxed) == lock)
      return Claim::kElided;
    if (!free_slot && !slot.load(std::memory_order_relaxed))
      free_slot = &slot;
  }
  if (!free_slot)
    return Claim::kTooMany;
  ever_elided.store(1, std::memory_order_relaxed);
  free_slot->store(lock, std::memory_order_seq_cst);
  return isFree(lock) ? Claim::kElided : Claim::kBusy;
}

Elision *find(ThreadState &thread, const pthread_mutex_t *lock) {
  for (size_t i = thread.elisions.size(); i-- > 0;)
    if (Elision &each = thread.elisions[i]; each.lock == lock && each.released_at == Elision::kNotReleased)
      return &each;
  return nullptr;
}

void forget(ThreadState &thread, Elision *elision) {
  for (Elision *next = elision + 1; next != thread.elisions.end(); ++elision, ++next)
    *elision = *next;
  thread.elisions.truncate(thread.elisions.size() - 1);
}

bool isLonely() { return bias.load(std::memory_order_relaxed) == fast.token; }

bool inPlainTransaction() {
  return fast.lone_depth.load(std::memory_order_relaxed) != 0 || (fast.busy != 0 && !inView());
}

/// The outermost region stands in the place of a lock, which the thread holds if the transaction is plain.
bool beganBehindGuard(const ThreadState &thread) {
  for (const Elision &each : thread.elisions)
    if (each.outside)
      return true;
  return false;
}

/// The transaction cannot have this lock now: it is undone, and waits for the lock.
[[noreturn]] void giveWay(ThreadState &thread, pthread_mutex_t *lock) {
  thread.busy_lock = lock;
  abortTransaction(thread, kLockTaken);
}

} // namespace

bool hasPendingLocks(const ThreadState &thread) {
  for (const Elision &each : thread.elisions)
    if (each.state == LockState::kPending)
      return true;
  return false;
}

bool claimPendingLocks(ThreadState &thread) {
  for (Elision &each : thread.elisions) {
    if (each.state != LockState::kPending)
      continue;
    if (claim(thread, each.lock) != Claim::kElided) {
      thread.busy_lock = each.lock;
      return false;
    }
  }
  for (Elision &each : thread.elisions)
    if (each.state == LockState::kPending)
      each.state = LockState::kElided;
  thread.locks_at_begin = thread.elisions.size();
  return true;
}

void awaitBusyLock(ThreadState &thread) {
  pthread_mutex_t *lock = thread.busy_lock;
  thread.busy_lock = nullptr;
  // Not for long: who held it may let go at once.
  for (int spin = 0; spin < 200; ++spin) {
    if (isFree(lock))
      return;
    cpuRelax();
  }
  if (stm_real_mutex_lock(lock) == 0) {
    waitForClaims(lock);
    stm_real_mutex_unlock(lock);
  }
}

void takePendingLocks(ThreadState &thread) {
  // Several at once, as std::lock does it: waiting for one only while holding none.
  Elision *first = nullptr;
  for (Elision &each : thread.elisions)
    if (each.state == LockState::kPending && !first)
      first = &each;
  while (first) {
    stm_real_mutex_lock(first->lock);
    first->state = LockState::kTaken;
    Elision *busy = nullptr;
    for (Elision &each : thread.elisions)
      if (!busy && each.state == LockState::kPending) {
        if (stm_real_mutex_trylock(each.lock) == 0)
          each.state = LockState::kTaken;
        else
          busy = &each;
      }
    if (!busy)
      break;
    for (Elision &each : thread.elisions)
      if (each.state == LockState::kTaken) {
        stm_real_mutex_unlock(each.lock);
        each.state = LockState::kPending;
      }
    first = busy;
  }
  for (Elision &each : thread.elisions)
    if (each.state == LockState::kTaken) {
      waitForClaims(each.lock);
      each.state = LockState::kHeld;
    }
}

bool takeElidedLocks(ThreadState &thread) {
  bool all = true;
  for (Elision &each : thread.elisions)
    if (each.state == LockState::kElided && each.released_at == Elision::kNotReleased) {
      all = all && (isMine(each.lock) || stm_real_mutex_trylock(each.lock) == 0);
      if (!all)
        break;
      each.state = LockState::kTaken;
    }
  for (Elision &each : thread.elisions)
    if (each.state == LockState::kTaken) {
      if (!all)
        stm_real_mutex_unlock(each.lock);
      each.state = all ? LockState::kHeld : LockState::kElided;
    }
  return all;
}

void releaseClaims(ThreadState &thread) {
  if (__builtin_expect(ever_elided.load(std::memory_order_relaxed) == 0, 1))
    return;
  // release: what the transaction wrote is there for whoever waited for the claim.
  for (auto &slot : slotsOf(thread).lock)
    if (slot.load(std::memory_order_relaxed))
      slot.store(nullptr, std::memory_order_release);
}

void resetClaimsAfterFork() {
  for (Slots &each : slots)
    for (auto &slot : each.lock)
      slot.store(nullptr, std::memory_order_relaxed);
}

void settleLocks(ThreadState &thread) {
  for (size_t i = thread.elisions.size(); i-- > 0;)
    if (thread.elisions[i].released_at != Elision::kNotReleased)
      forget(thread, &thread.elisions[i]);
}

void undoLocks(ThreadState &thread) {
  for (size_t i = thread.elisions.size(); i-- > thread.locks_at_begin;)
    if (thread.elisions[i].state == LockState::kHeld)
      stm_real_mutex_unlock(thread.elisions[i].lock);
  if (thread.elisions.size() > thread.locks_at_begin)
    thread.elisions.truncate(thread.locks_at_begin);
  for (Elision &each : thread.elisions) {
    each.released_at = Elision::kNotReleased;
    if (each.state == LockState::kElided)
      each.state = LockState::kPending;
  }
  thread.eliding = 0;
}

void undoInnerLocks(ThreadState &thread, size_t keep, size_t inner) {
  // What they claimed stays so until the transaction ends.
  thread.elisions.truncate(keep);
  for (Elision &each : thread.elisions)
    if (each.released_at != Elision::kNotReleased && each.released_at > inner)
      each.released_at = Elision::kNotReleased;
}

void waitForClaims(const void *lock) {
  if (__builtin_expect(ever_elided.load(std::memory_order_relaxed) == 0, 1))
    return;
  // The lock was taken by an atomic instruction, a full fence: E1.
  const View *own = thread_state.view;
  for (unsigned i = 0; i < usedViews(); ++i) {
    if (&views[i] == own && own->owner.load(std::memory_order_relaxed) == thread_state.number)
      continue;
    for (auto &slot : slots[i].lock)
      for (unsigned spin = 0; slot.load(std::memory_order_seq_cst) == lock; ++spin)
        spin < 1000 ? cpuRelax() : void(sched_yield());
  }
}

void noteTaken(pthread_mutex_t *lock) {
  if (thread_state.eliding)
    thread_state.elisions.push({lock, LockState::kHeld, !inPlainTransaction(), Elision::kNotReleased});
}

LockAnswer onLock(pthread_mutex_t *lock, bool may_wait) {
  ThreadState &thread = threadState();
  if (inView()) {
    // A guard's lock that the region released and takes again.
    bool known = false;
    for (Elision &each : thread.elisions)
      if (each.lock == lock && each.released_at != Elision::kNotReleased && each.state == LockState::kElided) {
        each.released_at = Elision::kNotReleased;
        known = true;
        break;
      }
    if (known)
      return LockAnswer::kDone;
    if (!thread.eliding)
      return LockAnswer::kDoItForReal;
    if (!isMine(lock)) {
      switch (claim(thread, lock)) {
      case Claim::kElided:
        break;
      case Claim::kBusy:
        if (!may_wait)
          return LockAnswer::kBusy;
        giveWay(thread, lock);
      case Claim::kTooMany:
        STM_CHECK(!programUndoes(), "a region elides more than %u locks, in a program that undoes regions", Slots::kSlots);
        thread.next_try = Alone::kWithoutOthers;
        abortTransaction(thread, kLockTaken);
      }
    }
    thread.elisions.push({lock, LockState::kElided, /*outside=*/false, Elision::kNotReleased});
    return LockAnswer::kDone;
  }
  if (inPlainTransaction())
    return beganBehindGuard(thread) ? LockAnswer::kSuspended : LockAnswer::kDoItForReal;
  if (!thread.eliding || isLonely() || isMine(lock))
    return LockAnswer::kDoItForReal;
  if (!may_wait && !isFree(lock))
    return LockAnswer::kBusy;
  thread.elisions.push({lock, LockState::kPending, /*outside=*/true, Elision::kNotReleased});
  return LockAnswer::kDone;
}

LockAnswer onUnlock(pthread_mutex_t *lock) {
  ThreadState &thread = threadState();
  Elision *elision = find(thread, lock);
  if (!elision)
    return LockAnswer::kDoItForReal;
  bool held = elision->state == LockState::kHeld;
  // Until the transaction ends: it may be undone, and a plain one stays one that began behind a guard.
  if ((inView() && !held) || (inPlainTransaction() && elision->outside)) {
    elision->released_at = uint32_t(thread.nested.size());
    return held ? LockAnswer::kDoItForReal : LockAnswer::kDone;
  }
  forget(thread, elision);
  return held ? LockAnswer::kDoItForReal : LockAnswer::kDone;
}

} // namespace stm

using namespace stm;

#define STM_ENTRY extern "C" __attribute__((visibility("default")))

// The edges of a guard's construction. The end runs when the guard's scope is left, and matters if its
// construction was.
STM_ENTRY int __stm_elision_begin() {
  currentThread().eliding = 1;
  return 0;
}

STM_ENTRY int __stm_elision_ready() {
  threadState().eliding = 0;
  return 0;
}

STM_ENTRY void __stm_elision_end(int *) {
  ThreadState &thread = threadState();
  thread.eliding = 0;
  // A lonely thread's commit does not look for locks.
  if (!thread.elisions.empty() && !inView() && !inPlainTransaction())
    settleLocks(thread);
}

STM_ENTRY void *__stm_elided_lock(void *lock) {
  __stm_elision_begin();
  int error = pthread_mutex_lock(static_cast<pthread_mutex_t *>(lock));
  __stm_elision_ready();
  STM_CHECK(error == 0, "cannot lock the mutex at %p: error %d", lock, error);
  return lock;
}

STM_ENTRY void __stm_elided_unlock(void **lock) {
  pthread_mutex_unlock(static_cast<pthread_mutex_t *>(*lock));
  __stm_elision_end(nullptr);
}

STM_ENTRY void __stm_lock_call(const stm_reason *reason, pthread_mutex_t *lock) {
  ThreadState &thread = threadState();
  if (!inView() || thread.eliding)
    return;
  for (const Elision &each : thread.elisions)
    if (each.lock == lock && each.state == LockState::kElided)
      return;
  becomeExclusive(thread, reason);
}
