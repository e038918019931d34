//===- tx/exclusive.h - The gate --------------------------------------------------------===//
//
// Shut, no transaction begins in a view. Whoever shuts it holds gateLock() and has waited for the
// transactions that were running.
//
//===------------------------------------------------------------------------===//
#ifndef STM_TX_EXCLUSIVE_H
#define STM_TX_EXCLUSIVE_H

#include "base/lock.h"
#include "memory/view.h"

namespace stm {

Lock &gateLock();
extern std::atomic<uint32_t> gate_shut;

inline bool gateShut() { return gate_shut.load(std::memory_order_seq_cst) != 0; }
void waitForGate();
/// Before the gate is shut again at once: who waits for it gets his turn, if his thread runs soon.
void letOthersThrough();
/// With gateLock() held: shuts the gate and waits until no view but `mine` is active.
void shutGate(const View *mine);
void openGate();

} // namespace stm

#endif
