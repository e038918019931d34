//===- entry/init.h - Starting the runtime --------------------------------------------------------------===//
#ifndef STM_ENTRY_INIT_H
#define STM_ENTRY_INIT_H

namespace stm {

/// Address map, heap. Idempotent; runs before the first block is allocated.
void initialize();
/// Views, commit log and the watch on writes: needed from the second thread on.
void startViews();
bool viewsStarted();
/// In the child of a fork: watches the child's memory, if there are views.
void restartViews();
/// Blocks for the C library's own use are no transaction's, and come from outside the window if system calls into protected
/// pages fail.
void learnCLibrary();
/// Registers what fork needs (entry/fork.cpp).
void handleForks();

} // namespace stm

#endif
