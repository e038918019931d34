//===- tx/nesting.h - Inner regions that are undone alone ---------------------------------===//
//
// An inner region is a part of the outer one, and nothing is done at its edges, unless the program asks for regions
// to be undone (stm_cancel, stm_retry). Then its begin keeps a checkpoint: registers and frame, like the
// outermost one's, and the lengths of the transaction's logs. Undoing it plays the logs back to there.
//
// What the outer region has written must be logged again when the inner one writes it. So a begin takes the write marks
// away from the granules in the undo log (they count as read from then on, so that conflicts are found).
//
// Thread safety: all functions act on the calling thread's transaction, which is in a view.
//
//===-----------------------------------------------------------------------------------===//
#ifndef STM_TX_NESTING_H
#define STM_TX_NESTING_H

#include "tx/thread_state.h"

/// Not 0: the program undoes regions. Read by os/checkpoint_x86_64.S.
extern std::atomic<uint32_t> program_undoes __asm__("__stm_undoes") __attribute__((visibility("hidden")));

extern "C" [[noreturn]] void stm_return(const stm::Checkpoint *, uint32_t result) __attribute__((visibility("hidden")));

namespace stm {

inline bool programUndoes() { return __builtin_expect(program_undoes.load(std::memory_order_relaxed) != 0, 0); }

/// Undoes the innermost inner region that `stm_cancel` means, or returns if that is the outermost one.
void cancelInner(ThreadState &thread);
/// Goes on with the second alternative of the innermost stm::or_else that runs its first one, or returns if
/// there is none.
void loseAlternative(ThreadState &thread);

} // namespace stm

#endif
