//===- memory/home_pages.h - Pages that one view writes in place ------------------------------===//
//
// New objects are mostly for the thread that makes them. Memory that nobody refers to yet may be given a home: the view of
// the transaction that is about to use it shows the canonical pages themselves, shared, so that what it writes needs no
// copy, no log and no publication; an abort undoes it by the undo log as ever. In all other views the pages may not be
// touched: the first access from there is a fault, upon which that transaction starts again and, when no transaction
// runs, takes the home away (tx/home). From then on the pages are as all others.
//
// After the home-based protocols of distributed shared memory, where a page's home node writes it without twin and
// difference (Zhou, Iftode, Li: Performance Evaluation of Two Home-Based Lazy Release Consistency Protocols, 1996).
//
// Invariants
//   M1  all pages of a chunk have the same home or none; state kPageHome, and the home view alone is claimed and copied.
//   M2  the home view maps the chunk shared; every other view that was ever owned maps it without any access.
//   M3  a home begins while nothing refers to the chunk and no view holds a copy; it ends while no transaction runs in its view.
//   M4  of transactions that believe at once that nothing refers to a chunk, one at most uses it: the first to give it a home or to
//       take copies. Those that are wrong are doomed, and find that out before they write (stm_home_range validates).
//
// Code outside of regions may use such memory as any other, but is not kept apart from the home view's running
// transaction: what it reads there may be undone, and what it writes is no conflict.
//
//===------------------------------------------------------------------------------------------===//
#ifndef STM_MEMORY_HOME_PAGES_H
#define STM_MEMORY_HOME_PAGES_H

#include "memory/pages.h"

namespace stm {

/// In a transaction of the view, which is validated afterwards: the whole chunks within the pages [first, end), which nothing refers to, have
/// their home there from now on. A chunk stays as it is where a view holds copies, or when the view has lost too many homes lately.
void makeHome(const View &view, Page first, Page end);

/// Another view needs the page. While no transaction runs in a view: ends its chunk's home, and those of the neighbouring chunks
/// that are at home there, too.
void takeHome(Page page);

/// The chunks in [first, end) have no home any more. While no transaction runs in a view.
void endHomes(Page first, Page end);

/// A view is owned for the first time (M2). With pagesLock() held.
void closeHomesTo(const View &view);

/// In the child of a fork: its views have been mapped anew.
void forgetHomes();

/// How often a chunk was given a home, and another view needed one, so far.
struct HomeCounts {
  std::atomic<uint64_t> made{0}, taken{0};
};
extern HomeCounts home_counts;

} // namespace stm

#endif
