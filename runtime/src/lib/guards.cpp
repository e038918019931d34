//===- lib/guards.cpp - Statics first initialised in a transaction --------------------===//
//
// A static's guard is a lock that threads outside of transactions take, too. So a transaction that initialises takes it for
// real, on canonical memory and past its view, and gives it back when it ends: released after the commit, when the
// object is there, or abandoned after an abort. Until then the list below says how far it is.
//
// Destructors to run at exit are registered after the commit.
//
//===------------------------------------------------------------------------------------===//
#include "lib/clone.h"
#include "memory/commit_log.h"
#include "memory/globals.h"
#include "memory/hot_pages.h"
#include "memory/pages.h"
#include "tx/transaction.h"

#include <cstdlib>
#include <cstring>

using namespace stm;
using stm::lib::readable;

extern "C" {
void __stm_become_irrevocable(const stm_reason *reason);
void __stm_on_commit_copy(void (*function)(void *), const void *bytes, size_t size);
void __stm_on_abort_copy(void (*function)(void *), const void *bytes, size_t size);

int __cxa_guard_acquire(uint64_t *guard);
void __cxa_guard_release(uint64_t *guard);
void __cxa_guard_abort(uint64_t *guard);
int __cxa_atexit(void (*function)(void *), void *argument, void *module);
int __cxa_thread_atexit(void (*function)(void *), void *argument, void *module);
}

namespace {

const stm_reason kBusy = {"a static that another thread initialises", nullptr, 0, 0};
const stm_reason kForeign = {"a static of a library without regions", nullptr, 0, 0};

enum class Progress : uint8_t { kInitialising, kDone, kFailed };

struct Guard {
  uint64_t *address;
  Progress progress;
};

/// The guards that the transaction holds. Emptied by the actions below.
constinit thread_local GrowArray<Guard> held;

void settle(const Guard &guard, bool committed) {
  if (committed && guard.progress == Progress::kDone)
    __cxa_guard_release(guard.address);
  else if (!committed || guard.progress == Progress::kFailed)
    __cxa_guard_abort(guard.address);
}

/// Actions for one guard: an inner region's abort settles its own.
void settleGuard(uint64_t *address, bool committed) {
  for (size_t i = 0; i < held.size(); ++i)
    if (held[i].address == address) {
      settle(held[i], committed);
      held[i] = held.back();
      held.truncate(held.size() - 1);
      return;
    }
}
void settleAtCommit(void *bytes) { settleGuard(*static_cast<uint64_t **>(bytes), true); }
void settleAtAbort(void *bytes) { settleGuard(*static_cast<uint64_t **>(bytes), false); }

Guard *find(uint64_t *address) {
  for (Guard &guard : held)
    if (guard.address == address)
      return &guard;
  return nullptr;
}

bool isInitialised(const uint64_t *guard) { return *reinterpret_cast<const uint8_t *>(guard) & 1; }

enum class Found { kFree, kInitialised, kBusy };

/// Takes the guard on canonical memory, past protection and hot pages' comparison: it is no write from outside.
Found tryAcquire(uint64_t offset) {
  LockGuard lock(commitLock());
  auto *canonical = reinterpret_cast<uint64_t *>(layout.writer(offset));
  uint64_t now = __atomic_load_n(canonical, __ATOMIC_ACQUIRE);
  if (isInitialised(&now))
    return Found::kInitialised;
  if (now != 0)
    return Found::kBusy;
  if (!__cxa_guard_acquire(canonical))
    return Found::kInitialised;
  if (pages.state[offset >> kPageShift].load(std::memory_order_acquire) == kPageHot)
    memcpy(twinOf(offset), canonical, sizeof *canonical);
  return Found::kFree;
}

} // namespace

STM_CLONE(__cxa_guard_acquire, int, (uint64_t *guard)) {
  if (Guard *known = find(guard)) {
    bool again = known->progress == Progress::kFailed;
    if (again)
      known->progress = Progress::kInitialising;
    return again;
  }
  if (!inView())
    return __cxa_guard_acquire(guard);
  if (isInitialised(readable(guard, sizeof *guard)))
    return 0;
  uint64_t offset = windowOffset(reinterpret_cast<uint64_t>(guard));
  if (offset == kNoOffset) {
    __stm_become_irrevocable(&kForeign);
    return __cxa_guard_acquire(guard);
  }
  switch (tryAcquire(offset)) {
  case Found::kInitialised: // since this transaction's begin
    abortTransaction(threadState(), kConflict);
  case Found::kBusy:
    __stm_become_irrevocable(&kBusy);
    return __cxa_guard_acquire(guard);
  case Found::kFree:
    break;
  }
  held.push({guard, Progress::kInitialising});
  __stm_on_commit_copy(settleAtCommit, &guard, sizeof guard);
  __stm_on_abort_copy(settleAtAbort, &guard, sizeof guard);
  return 1;
}

STM_CLONE(__cxa_guard_release, void, (uint64_t *guard)) {
  Guard *known = find(guard);
  if (!known)
    return __cxa_guard_release(guard);
  known->progress = Progress::kDone;
  if (!inView())
    settleGuard(guard, true); // irrevocable since: the object is there for everybody
}

STM_CLONE(__cxa_guard_abort, void, (uint64_t *guard)) {
  Guard *known = find(guard);
  if (!known)
    return __cxa_guard_abort(guard);
  known->progress = Progress::kFailed;
  if (!inView())
    settleGuard(guard, true);
}

//===-----------------------------------------------------------------------------------===//

namespace {

struct AtExit {
  int (*enter)(void (*)(void *), void *, void *);
  void (*function)(void *);
  void *argument, *module;
};

int enterLater(const AtExit &entry) {
  if (!inView())
    return entry.enter(entry.function, entry.argument, entry.module);
  __stm_on_commit_copy(
      [](void *bytes) {
        auto *entry = static_cast<AtExit *>(bytes);
        entry->enter(entry->function, entry->argument, entry->module);
      },
      &entry, sizeof entry);
  return 0;
}

/// atexit and at_quick_exit as __cxa_atexit: the plain function stands in the argument.
int enterPlain(void (*)(void *), void *argument, void *) { return atexit(reinterpret_cast<void (*)()>(argument)); }
int enterQuick(void (*)(void *), void *argument, void *) {
  return at_quick_exit(reinterpret_cast<void (*)()>(argument));
}

} // namespace

STM_CLONE(__cxa_atexit, int, (void (*function)(void *), void *argument, void *module)) {
  return enterLater({__cxa_atexit, function, argument, module});
}
STM_CLONE(__cxa_thread_atexit, int, (void (*function)(void *), void *argument, void *module)) {
  return enterLater({__cxa_thread_atexit, function, argument, module});
}
STM_CLONE(atexit, int, (void (*function)())) {
  return enterLater({enterPlain, nullptr, reinterpret_cast<void *>(function), nullptr});
}
STM_CLONE(at_quick_exit, int, (void (*function)())) {
  return enterLater({enterQuick, nullptr, reinterpret_cast<void *>(function), nullptr});
}
