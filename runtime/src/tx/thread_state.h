//===- tx/thread_state.h - A thread and its transaction -----------------------===//
//
// States of a thread (mode)
//   idle         outside transactions
//   view         in a transaction, in its view: instrumented code
//   locked       in a transaction, under the lock of lock mode (tx/lock_mode): plain code
//   exclusive    in a transaction, irrevocable: no other transaction runs (tx/exclusive). Plain code, or
//                instrumented code with a view offset of 0
//   A lonely thread's transaction (tx/lone) does not leave idle: only fast.lone_depth counts it.
//
// Each thread has one ThreadState in its thread-local storage; only `fast.lone_depth` and `self.poll` are
// touched by others.
//
//===------------------------------------------------------------------------===//
#ifndef STM_TX_THREAD_STATE_H
#define STM_TX_THREAD_STATE_H

#include "base/grow_array.h"
#include "memory/bytes.h"
#include "memory/view.h"
#include "report/observer.h"
#include "report/stats.h"
#include "stm/abi.h"
#include "tx/region_sample.h"

#include <atomic>
#include <cstdint>
#include <pthread.h>

extern "C" __attribute__((visibility("default"))) constinit thread_local stm_self __stm_self;

namespace stm {

/// What os/checkpoint_x86_64.S saves and restores; offsets are known there.
struct Checkpoint {
  uint64_t rbx, rbp, r12, r13, r14, r15;
  uint64_t rsp;         ///< at __stm_begin's entry: points at the return address
  uint32_t mxcsr;
  uint16_t x87_control, unused;
  uint64_t site, cfa;   ///< __stm_begin's arguments
  uint64_t escaped, escaped_end;
  uint64_t depth;       ///< 0, or of the second half of a divided transaction: how deep in regions it goes on
};

/// In FastState::lone_depth: the transaction has actions (tx/actions).
constexpr uint32_t kLoneActions = 1u << 31;

/// What __stm_begin's fast path reads; offsets are known in os/checkpoint_x86_64.S.
struct FastState {
  std::atomic<uint32_t> lone_depth{0}; ///< nesting of a lonely thread's transaction
  uint32_t busy = 0;                   ///< nesting of any other transaction
  uint64_t token = 1;                  ///< this thread's bias token; 1: none yet
  uint64_t region_cfa = 0;             ///< the frame address of the outermost region's function (entry/long_jump)
};

extern constinit thread_local Checkpoint checkpoint __asm__("__stm_checkpoint") __attribute__((visibility("hidden")));
extern constinit thread_local FastState fast __asm__("__stm_fast") __attribute__((visibility("hidden")));

enum class Mode : uint8_t { kIdle, kView, kLocked, kExclusive };

struct UndoEntry {
  Granule granule;
  uint16_t written; ///< bit i: byte i was surely stored to; at commit, which bytes to publish
  Bytes16 old;
};
struct Block {
  void *address;
  size_t size;
};
/// Window offsets, whole granules.
struct OwnedRange {
  uint64_t begin, end;
  bool is_fresh = false; ///< stm_own_fresh_range
};
/// A program's lock whose guard stands before a region (tx/elision).
enum class LockState : uint8_t {
  kPending, ///< not taken: the region has not begun
  kElided,  ///< not taken: the region runs in a view
  kTaken,   ///< on the way to held
  kHeld     ///< taken for real
};
struct Elision {
  static constexpr uint32_t kNotReleased = ~0u;
  pthread_mutex_t *lock;
  LockState state;
  bool outside;         ///< taken before the outermost region
  uint32_t released_at; ///< in the running transaction, with so many inner regions around
};
/// How much of the transaction's logs there was at some point.
struct Lengths {
  size_t undo = 0, fresh = 0, owned = 0, frees = 0, local = 0, actions = 0, action_bytes = 0, locks = 0;
};
/// kHidden: stm::or_else itself, which is no region that the user sees.
enum class NestedKind : uint8_t { kRegion, kAlternative, kHidden };
/// An inner region that may be undone alone (tx/nesting).
struct Nested {
  Checkpoint begin;
  Lengths lengths;
  size_t frame_at; ///< in nested_frames
  uint64_t outer_begin_rsp;
  uint32_t busy; ///< its nesting
  NestedKind kind;
  int error;     ///< errno
};
/// What the program wants called (tx/actions).
struct Action {
  void (*function)(void *);
  void *argument;
  size_t bytes_at; ///< instead of the argument: where its bytes are in action_bytes
  uint32_t size;   ///< of the bytes
  bool at_commit;  ///< else at an abort
};
struct LimboBlock {
  void *address;
  uint64_t epoch;
};

/// What a transaction needs that could not go on beside others.
enum class Alone : uint8_t {
  kNo,
  kWithoutOthers, ///< in canonical memory, or in a view if it may be undone
  kWithoutView,   ///< in canonical memory: it uses what no view shows or keeps apart
};

struct ThreadState {
  Mode mode = Mode::kIdle;
  bool registered = false;
  bool holds_gate = false;     ///< from an abort to the exclusive restart
  Alone next_try = Alone::kNo; ///< how the transaction runs again after an abort
  uint32_t number = 0;         ///< from 1
  uint32_t *poll = nullptr;    ///< this thread's __stm_self.poll, for others
  View *view = nullptr;        ///< owned in mode view; else the last one
  uint64_t attempts = 0;       ///< failed so far, of this transaction
  uint64_t validated = 0;      ///< within a commit: log position up to which all marks are known free of conflicts
  uint64_t conflict = kNoLogPosition; ///< the entry of the log that made the transaction invalid
  uint64_t checked = 0;        ///< log position of the last look for a doomed transaction (tx/zombie)
  // tx/lone: cycles for which this thread must meet no other before it takes the bias: longer than another program
  // keeps a processor, since all views lose their copies then. Doubled each time. Looked at every few begins.
  uint64_t sole_time = 60'000'000, sole_since = 0, others_seen = 0;
  uint32_t sole_interval = 256, sole_begins = 0;
  RegionSample sample;         ///< for tx/mode_choice
  uint64_t slice = 0;          ///< the last of tx/mode_choice's slices in which this thread was counted
  uint64_t begin_rsp = 0;
  int begin_errno = 0;         ///< errno is a thread's own: an abort restores it
  os::Range stack = {0, 0}, tls = {0, 0};
  uint64_t stack_reserve = 0;  ///< bytes at the stack's end in which doomed transactions are looked for (tx/zombie)
  void *signal_stack = nullptr;
  Page wanted_page = kNoPage;  ///< why the transaction is undone: another view is its home (tx/rollback)
  GrowArray<UndoEntry> undo;
  GrowArray<stm_place> places;   ///< of the stores in `undo`, if a program observes (report/observer)
  stm_event alone = {};          ///< why the transaction turns irrevocable, likewise
  GrowArray<Granule> atomics;    ///< written atomically, in this order; perhaps repeatedly
  GrowArray<uint8_t> local_undo; ///< records: bytes, then address and size
  GrowArray<uint8_t> frame;
  GrowArray<Block> fresh;        ///< allocated in this transaction
  GrowArray<OwnedRange> owned;   ///< told so by the program (tx/own_range)
  GrowArray<OwnedRange> changed; ///< parts of `fresh` that a commit publishes
  GrowArray<void *> frees;       ///< to free at commit
  GrowArray<Nested> nested;      ///< tx/nesting
  GrowArray<uint8_t> nested_frames;
  Lengths forgotten;             ///< what of the logs bears no write marks any more
  int64_t next_sleep = 5'000'000; ///< tx/retry
  GrowArray<Elision> elisions;   ///< tx/elision
  size_t locks_at_begin = 0;     ///< of them
  uint32_t eliding = 0;          ///< a guard before a region is being constructed
  pthread_mutex_t *busy_lock = nullptr; ///< why the transaction is undone
  GrowArray<Action> actions;     ///< tx/actions
  GrowArray<uint8_t> action_bytes;
  void (*on_restart)(void *) = nullptr;
  void *on_restart_argument = nullptr;
  GrowArray<LimboBlock> limbo;   ///< freed; older transactions may still read
  size_t reclaim_from = 0;       ///< limbo size at which to look through it again
  ThreadCounts counts;
  ThreadState *next = nullptr, *previous = nullptr; ///< list of live threads
  const stm_site *site() const { return reinterpret_cast<const stm_site *>(checkpoint.site); }
};

/// The calling thread's state, registered at first use.
ThreadState &currentThread();
extern constinit thread_local ThreadState thread_state __attribute__((visibility("hidden")));
/// The calling thread's state, registered or not: for the allocator's and the barriers' paths.
inline ThreadState &threadState() { return thread_state; }
/// True if the calling thread is in a view transaction.
inline bool inView() { return thread_state.mode == Mode::kView; }

/// Calls visit for each live registered thread, under the list's lock.
void forEachThread(void (*visit)(ThreadState &, void *), void *argument);
/// In the child of a fork: only the calling thread is left.
void forgetOtherThreads();

} // namespace stm

#endif
