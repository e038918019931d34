//===- tx/transaction.h - The life of a transaction -----------------------------===//
//
// The steps, each in its own file; runtime/README.md tells the whole story.
//
//   begin.cpp      takes a view and brings it up to date
//   commit.cpp     validates, logs, writes through
//   rollback.cpp   undoes and resumes at __stm_begin
//   exclusive.cpp  turns irrevocable: nobody else runs transactions
//   outside.cpp    leaves a region for a while
//   home.cpp       memory that one view writes in place
//   nesting.cpp    checkpoints of inner regions that may be undone alone
//   retry.cpp      waits for a change; cancels
//   actions.cpp    what runs after commits and aborts
//   lone.cpp       a lonely thread's transactions without barriers
//   zombie.cpp     keeps doomed transactions from doing harm
//
// All functions act on the calling thread's transaction.
//
//===------------------------------------------------------------------------===//
#ifndef STM_TX_TRANSACTION_H
#define STM_TX_TRANSACTION_H

#include "tx/thread_state.h"

namespace stm {

// begin.cpp ---------------------------------------------------------------------------------
/// Copies what the log has since the view's position into the view's private pages.
void catchUp(ThreadState &thread);

// commit.cpp --------------------------------------------------------------------------------
/// True if no log entry since the begin touches a granule that the transaction marked.
bool isValid(ThreadState &thread);
/// Validates under the commit lock and publishes all writes; false: conflict, nothing done.
bool publishWrites(ThreadState &thread);
/// Ends a transaction of any mode. One in a view may be undone instead: then this does not return.
void commitTransaction(ThreadState &thread);

// rollback.cpp ------------------------------------------------------------------------------
/// Undoes everything and starts again.
[[noreturn]] void abortTransaction(ThreadState &thread, AbortCause cause);
/// Undoes everything; the thread is idle then. `keeps_view`: it still owns the view, with its marks.
void undoTransaction(ThreadState &thread, bool keeps_view = false);
/// True if the frames that an undoing restores lie where the stack is in use: it must go on below them (stm_continue_below).
bool mustGoBelow();
/// Resumes at __stm_begin after an undoing. What the program has asked for runs first (tx/actions); an observer hears of the
/// event, if there is one.
[[noreturn]] void restartTransaction(ThreadState &thread, const stm_event *event = nullptr);
/// Restores what stores outside of the window overwrote, latest first, but for the log's first `keep` bytes and the stack below
/// `stack_low`.
void restoreLocals(ThreadState &thread, size_t keep, uint64_t stack_low);
/// Forgets the logs of a finished transaction.
void clearLogs(ThreadState &thread);

// exclusive.cpp -----------------------------------------------------------------------------
/// From idle: waits until no other transaction runs and none begins. False if lock mode is on, which does as well.
bool beginExclusive(ThreadState &thread);
/// From a view transaction: the same, its writes published. May abort instead of returning.
void becomeExclusive(ThreadState &thread, const stm_reason *reason);
void endExclusive(ThreadState &thread);
/// From idle: no other transaction runs or begins until releaseHeldGate; the thread's own may run in a view, where
/// it can be undone.
void takeGate(ThreadState &thread);
/// Opens the gate that an idle thread may still hold.
void releaseHeldGate(ThreadState &thread);

} // namespace stm

/// Calls function(thread, detail) with the stack below `rsp` (os/checkpoint_x86_64.S).
extern "C" [[noreturn]] void stm_continue_below(stm::ThreadState *thread, uint64_t detail,
                                                void (*function)(stm::ThreadState *, uint64_t), uint64_t rsp)
    __attribute__((visibility("hidden")));

#endif
