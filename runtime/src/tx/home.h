//===- tx/home.h - Transactions and pages that have a home in a view ---------------------------===//
//
// What memory/home_pages needs of transactions: who comes upon a page at home in another view starts again, and takes the page's
// home away between the attempts, when it is in no transaction itself and can wait until nobody is.
//
//===---------------------------------------------------------------------------------------------===//
#ifndef STM_TX_HOME_H
#define STM_TX_HOME_H

#include "tx/thread_state.h"

namespace stm {

/// The transaction's view gets its copies of the pages [first, end), or the transaction starts again. Returns the cycles that it took, which
/// are not counted as the region's.
uint64_t takeCopies(ThreadState &thread, Page first, Page end);

/// Whether the transaction's view has the heap at `address`: memory that may always be accessed but where its home is another view.
bool isInHeapOfView(const ThreadState &thread, uint64_t address);

/// The page at `address`, which lies there, if its home is another view; or kNoPage.
Page homeOfAnotherAt(const ThreadState &thread, uint64_t address);

/// Starts the transaction again, without the home.
[[noreturn]] void abortForPage(ThreadState &thread, Page page);

/// Between two attempts: takes the home away for which the transaction was undone, if that is why.
void takeWantedHome(ThreadState &thread);

} // namespace stm

#endif
