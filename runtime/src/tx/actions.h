//===- tx/actions.h - What runs after commits and aborts ---------------------------------===//
//
// The actions that the running transaction has registered (stm_on_commit, stm_on_abort in stm/stm.h), and the
// thread's restart action. An action's argument is the program's pointer or a copy of a few
// bytes (a C++ callable), kept here.
//
//===------------------------------------------------------------------------------------===//
#ifndef STM_TX_ACTIONS_H
#define STM_TX_ACTIONS_H

#include "tx/thread_state.h"

namespace stm {

/// What partial rollback needs to know.
struct ActionsMark {
  size_t actions, bytes;
};
inline ActionsMark markActions(const ThreadState &thread) { return {thread.actions.size(), thread.action_bytes.size()}; }

/// After a commit, the thread being idle: calls the commit actions.
void runCommitActions(ThreadState &thread);
/// After a rollback, the thread being idle: calls the abort actions, and the restart action if the region runs again.
void runAbortActions(ThreadState &thread, bool restarts);
/// After the rollback of an inner region: calls its abort actions as a part of the transaction around it.
void runInnerAbortActions(ThreadState &thread, ActionsMark mark);

} // namespace stm

#endif
