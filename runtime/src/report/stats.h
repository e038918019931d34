//===- report/stats.h - Counters and their report --------------------------------===//
//
// Counters are plain fields of each thread, summed when the report is made: exact once the threads
// have ended, approximate before.
//
//===------------------------------------------------------------------------===//
#ifndef STM_REPORT_STATS_H
#define STM_REPORT_STATS_H

#include <cstdint>

namespace stm {

/// Why a transaction starts again. STM_ABORT(name, text in reports)
#define STM_ABORT_CAUSES(STM_ABORT)                                                            \
  STM_ABORT(kConflict, "conflict")                                                             \
  STM_ABORT(kGateTaken, "another thread turned irrevocable")                                   \
  STM_ABORT(kLogOverrun, "commit log overrun")                                                 \
  STM_ABORT(kZombie, "fault in a doomed transaction")                                          \
  STM_ABORT(kForeignStore, "store to foreign memory, run again alone")                         \
  STM_ABORT(kAtomicOutside, "atomic object in use outside of regions, run again alone")        \
  STM_ABORT(kLockTaken, "elided lock taken for real")                                          \
  STM_ABORT(kHomeTaken, "object in the home of another thread")                                \
  STM_ABORT(kInjected, "STM_ABORT_EVERY")

enum AbortCause : unsigned {
#define STM_ABORT(name, text) name,
  STM_ABORT_CAUSES(STM_ABORT)
#undef STM_ABORT
  kAbortCauses
};

// STM_COUNT(name, text). Lone transactions are counted only where they take the slow path.
#define STM_COUNTS(STM_COUNT)                                                                  \
  STM_COUNT(commits, "commits in views")                                                     \
  STM_COUNT(read_only, "  of them read-only")                                                \
  STM_COUNT(locked, "regions under the lock of lock mode")                                   \
  STM_COUNT(handovers, "  of them after another thread's")                                    \
  STM_COUNT(irrevocable, "irrevocable runs")                                                \
  STM_COUNT(turned, "  of them turned midway")                                                \
  STM_COUNT(waits, "times a region waited to retry")                                          \
  STM_COUNT(cancelled, "regions cancelled")                                                  \
  STM_COUNT(inner_undone, "inner regions undone alone")                                      \
  STM_COUNT(granules, "granules written")                                                    \
  STM_COUNT(fresh_blocks, "blocks allocated in transactions")                                 \
  STM_COUNT(frees, "blocks freed in transactions")

struct ThreadCounts {
#define STM_COUNT(name, text) uint64_t name = 0;
  STM_COUNTS(STM_COUNT)
#undef STM_COUNT
  uint64_t aborts[kAbortCauses] = {};
  uint64_t longest_retry_series = 0;
};

void addCounts(ThreadCounts &sum, const ThreadCounts &counts);
/// Of threads that have ended; under the thread list's lock.
extern ThreadCounts dead_threads_counts;

/// Calls line(text, value, argument) for each line of the report.
void forEachStatistic(void (*line)(const char *text, unsigned long long value, void *argument), void *argument);
/// Prints the report to standard error.
void printStats();

const char *abortText(AbortCause cause);

} // namespace stm

#endif
