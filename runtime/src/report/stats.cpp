//===- report/stats.cpp - The report of STM_STATS=1 -------------------------------===//
#include "report/stats.h"

#include "base/check.h"
#include "memory/commit_log.h"
#include "memory/home_pages.h"
#include "memory/hot_pages.h"
#include "memory/pages.h"
#include "tx/lock_mode.h"
#include "tx/lone.h"
#include "tx/transaction.h"

#include <cstdio>

namespace stm {

ThreadCounts dead_threads_counts;

const char *abortText(AbortCause cause) {
  static const char *const texts[] = {
#define STM_ABORT(name, text) text,
      STM_ABORT_CAUSES(STM_ABORT)
#undef STM_ABORT
  };
  return texts[cause];
}

void addCounts(ThreadCounts &sum, const ThreadCounts &counts) {
#define STM_COUNT(name, text) sum.name += counts.name;
  STM_COUNTS(STM_COUNT)
#undef STM_COUNT
  for (unsigned i = 0; i < kAbortCauses; ++i)
    sum.aborts[i] += counts.aborts[i];
  if (counts.longest_retry_series > sum.longest_retry_series)
    sum.longest_retry_series = counts.longest_retry_series;
}

void forEachStatistic(void (*line)(const char *text, unsigned long long value, void *argument), void *argument) {
  ThreadCounts sum = dead_threads_counts;
  forEachThread([](ThreadState &thread, void *total) {
    addCounts(*static_cast<ThreadCounts *>(total), thread.counts);
  }, &sum);
#define STM_COUNT(name, text) line(text, sum.name, argument);
  STM_COUNTS(STM_COUNT)
#undef STM_COUNT
  uint64_t aborts = 0;
  for (uint64_t count : sum.aborts)
    aborts += count;
  line("aborts", aborts, argument);
  for (unsigned i = 0; i < kAbortCauses; ++i) {
    if (!sum.aborts[i])
      continue;
    char text[64];
    snprintf(text, sizeof text, "  %s", abortText(AbortCause(i)));
    line(text, sum.aborts[i], argument);
  }
  line("longest series of retries", sum.longest_retry_series, argument);
  line("pages copied", page_counts.copied.load(std::memory_order_relaxed), argument);
  line("pages dropped", page_counts.dropped.load(std::memory_order_relaxed), argument);
  line("chunks protected", page_counts.protect_calls.load(std::memory_order_relaxed), argument);
  line("writes from outside to protected pages", page_counts.outside_writes.load(std::memory_order_relaxed), argument);
  line("chunks given a home", home_counts.made.load(std::memory_order_relaxed), argument);
  line("  of them needed by others", home_counts.taken.load(std::memory_order_relaxed), argument);
  line("hot pages at exit", hotPages(), argument);
  line("log length (granules)", commit_log.tail(), argument);
  line("times a thread became lonely", timesLonely(), argument);
  line("times lock mode was taken", timesLocked(), argument);
}

void printStats() {
  say("statistics");
  forEachStatistic([](const char *text, unsigned long long value, void *) { say("%-44s %12llu", text, value); }, nullptr);
}

} // namespace stm
