//===- tx/lone.h - One lonely thread ------------------------------------------------------===//
//
// While one thread alone runs transactions, it holds the bias: its regions run their plain version on
// canonical memory, and begin and commit are a store and a load (os/checkpoint_x86_64.S). No view is active
// while somebody holds the bias. Another thread revokes it and waits for the end of the region
// that may be running; the asymmetric fence (os::fenceAllThreads) makes up for the owner's missing one.
//
//===------------------------------------------------------------------------===//
#ifndef STM_TX_LONE_H
#define STM_TX_LONE_H

#include "base/lock.h"
#include "tx/thread_state.h"

#include <atomic>
#include <cstdint>

/// The owner's token, kEverybody in lock mode (tx/lock_mode), or 0. Changes under gateLock().
extern std::atomic<uint64_t> bias __asm__("__stm_bias") __attribute__((visibility("hidden")));

namespace stm {

constexpr uint64_t kEverybody = 2;

inline bool isBiased() { return bias.load(std::memory_order_seq_cst) != 0; }

/// Starts a lonely transaction if the thread has the bias or may take it now.
bool tryLone(ThreadState &thread);
/// With gateLock() held: starts the views unless there are some.
void requireViews();
/// Takes the bias from whoever has it, lock mode included; from then on there are views. No effect if nobody has.
/// With gateLock() held.
void revokeBiasLocked();
/// A second thread has come: takes the bias from a lonely thread. Lock mode may follow.
void endLoneliness();
/// Gives the calling thread, which runs no transaction, the bias if that can be done at once.
void becomeLonely(ThreadState &thread);
/// The owner, if it is this token, has ended.
void surrenderBias(uint64_t token);
/// With gateLock() held: true if another thread has the bias.
bool isLonelyElsewhere();
/// In the child of a fork: the bias is the calling thread's if it is in a lonely region, and never that of one that is gone.
void repairBiasAfterFork();
uint64_t timesLonely();

} // namespace stm

#endif
