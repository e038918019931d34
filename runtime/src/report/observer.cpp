//===- report/observer.cpp - stm_observe(), stm_statistics() ----------------------------------------===//
#include "report/observer.h"

#include "base/check.h"
#include "memory/commit_log.h"
#include "memory/layout.h"
#include "tx/thread_state.h"

#include <sys/mman.h>

namespace stm {

Observer observer;

namespace {

/// Which store an entry of the log is from.
struct LoggedPlace {
  uint64_t position; ///< in the log, plus 1; another's: the entry is from elsewhere
  stm_place place;
};
LoggedPlace *logged_places = nullptr; // under the commit lock

LoggedPlace &loggedPlace(uint64_t position) { return logged_places[position & (CommitLog::kCapacity - 1)]; }

/// Where the transaction stored to the granule first; unknown if it has only read it.
stm_place placeOfStore(const ThreadState &thread, Granule granule) {
  for (size_t i = 0; i < thread.places.size(); ++i)
    if (thread.undo[i].granule == granule)
      return thread.places[i];
  return {};
}

} // namespace

stm_place placeNow() {
  stm_place place = {};
  if (observed())
    observer.place(&place);
  return place;
}

void noteLogged(uint64_t position, const stm_place &place) { loggedPlace(position) = {position + 1, place}; }

stm_event describeAbort(const ThreadState &thread, AbortCause cause) {
  stm_event event = {};
  if (!observed())
    return event;
  event.kind = STM_EVENT_ABORT;
  event.cause = abortText(cause);
  event.here = placeNow();
  if (thread.conflict == kNoLogPosition)
    return event;
  LockGuard guard(commitLock());
  const LogEntry &entry = commit_log.at(thread.conflict);
  event.address = layout.canonical(offsetOf(entry.granule));
  stm_place store = placeOfStore(thread, entry.granule);
  if (store.word[0])
    event.here = store;
  if (const LoggedPlace &other = loggedPlace(thread.conflict); other.position == thread.conflict + 1)
    event.there = other.place;
  return event;
}

void noteIrrevocable(ThreadState &thread, const char *cause) {
  if (!observed() || thread.alone.cause)
    return;
  thread.alone = {};
  thread.alone.kind = STM_EVENT_IRREVOCABLE;
  thread.alone.cause = cause;
  thread.alone.here = placeNow();
}

void tellIrrevocable(ThreadState &thread) {
  if (!observed())
    return;
  noteIrrevocable(thread, "conflicts again and again");
  stm_event event = thread.alone;
  thread.alone = {};
  observer.report(&event);
}

} // namespace stm

using namespace stm;

#define STM_API extern "C" __attribute__((visibility("default")))

STM_API void stm_observe(stm_place_function *place, stm_report_function *report) {
  if (report && !logged_places) {
    void *memory = mmap(nullptr, CommitLog::kCapacity * sizeof(LoggedPlace), PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    STM_CHECK(memory != MAP_FAILED, "stm_observe(): out of memory");
    logged_places = static_cast<LoggedPlace *>(memory);
  }
  observer = {place, report};
}

STM_API void stm_statistics(stm_statistics_function *line, void *argument) { forEachStatistic(line, argument); }
