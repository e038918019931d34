//===- report/observer.h - What a program may watch ---------------------------------===//
//
// With stm_observe() a program hears of aborts and irrevocable runs, each with the places where it happened, in the program's
// own terms (an interpreter's line). A place is kept for each first store to a granule while the transaction runs,
// and with the entries of the commit log, so that a conflict can name its other side. Without an observer all of
// this is a test of one word on slow paths.
//
//===------------------------------------------------------------------------===//
#ifndef STM_REPORT_OBSERVER_H
#define STM_REPORT_OBSERVER_H

#include "memory/layout.h"
#include "report/stats.h"
#include "stm/observe.h"

#include <cstddef>
#include <cstdint>

namespace stm {

struct ThreadState;

struct Observer {
  stm_place_function *place = nullptr;
  stm_report_function *report = nullptr;
};
/// Set once, before threads run regions.
extern Observer observer;
inline bool observed() { return __builtin_expect(observer.report != nullptr, 0); }

constexpr uint64_t kNoLogPosition = ~uint64_t(0);

/// The thread's place now; unknown without an observer.
stm_place placeNow();
/// The log's entry at `position` was written at `place`. Under the commit lock.
void noteLogged(uint64_t position, const stm_place &place);

/// What an abort will tell: made before the undoing, told after it.
stm_event describeAbort(const ThreadState &thread, AbortCause cause);
/// The transaction is on its way to irrevocability, because of `cause`: told when it is there.
void noteIrrevocable(ThreadState &thread, const char *cause);
void tellIrrevocable(ThreadState &thread);

} // namespace stm

#endif
