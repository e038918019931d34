//===- tx/mode_choice.h - Views or one lock, by measurement ------------------------------------===//
//
// The runtime samples one region in sixteen of each thread. Under the lock: how long it is held (d), and how long it was
// free before (g: handing it over, waking a sleeper, or nobody wanted it). In a view: how long the region takes, with
// begin, commit and failed attempts (v), and how long the thread stays outside before it (o). With n threads on as many
// processors, views do n / (v + o) regions a second; one lock does 1 / (d + g), or n / (d + o) if the threads hardly meet at it.
//
// Durations rather than rates, since a rate measured for some milliseconds depends on what other programs do with
// the processors at that moment; samples that met an interruption or a page fault are cut.
//
// Programs that shorten their regions where they conflict, as pystm does, say how much each one did (stm_region_work): all of these are cycles
// for a unit of that.
//
// Time is divided into slices: a short look at each mode, then a stay in the better one, then a look at the other one. What slices of
// a mode have shown is averaged, since few long regions fit into a look. A look at views that lose by far is given up early.
// A stay doubles when a look confirms it, and ends early when the regions' duration has changed a lot: the program
// does something else now.
//
//===-----------------------------------------------------------------------------------------===//
#ifndef STM_TX_MODE_CHOICE_H
#define STM_TX_MODE_CHOICE_H

#include "tx/thread_state.h"

namespace stm {

/// With gateLock() held, when a second thread has come: true to start in lock mode.
bool startsInLockMode();
/// The calling thread's region has ended, under the lock or in a view; it runs no transaction now. May change the
/// mode.
void noteRegionEnd(ThreadState &thread, bool locked);
/// In the child of a fork: nobody else measures.
void resetModeChoiceAfterFork();
/// True while a short look is being taken.
bool isLooking();

} // namespace stm

#endif
