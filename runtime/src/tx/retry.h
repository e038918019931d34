//===- tx/retry.h - Threads that sleep until something changes -----------------------------===//
//
// See tx/retry.cpp. Commits call wakeRetriers after their changes are visible; it costs them a load while nobody sleeps.
//
//===------------------------------------------------------------------------------------===//
#ifndef STM_TX_RETRY_H
#define STM_TX_RETRY_H

#include <atomic>
#include <cstdint>

namespace stm {

/// Nanoseconds after which a sleeper runs its transaction again without having been told of a change.
constexpr int64_t kFirstSleep = 5'000'000;

extern std::atomic<uint32_t> sleeping_retriers;
void wakeRetriersSlow(bool unlogged);

/// In the child of a fork: nobody sleeps.
void resetRetriersAfterFork();

/// After a commit, behind a full fence (the commit lock's or the gate's release has one). `unlogged`: the log does not show
/// all that it changed.
inline void wakeRetriers(bool unlogged) {
  if (__builtin_expect(sleeping_retriers.load(std::memory_order_seq_cst) != 0, 0))
    wakeRetriersSlow(unlogged);
}

} // namespace stm

#endif
