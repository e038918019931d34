//===- report/stats.cpp - The report of STM_STATS=1 -------------------------------===//
#include "report/stats.h"

#include "base/check.h"
#include "memory/commit_log.h"
#include "memory/hot_pages.h"
#include "memory/pages.h"
#include "tx/lock_mode.h"
#include "tx/lone.h"
#include "tx/transaction.h"

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

static void line(const char *text, uint64_t value) {
  say("%-44s %12llu", text, static_cast<unsigned long long>(value));
}

void printStats() {
  ThreadCounts sum = dead_threads_counts;
  forEachThread([](ThreadState &thread, void *total) {
    addCounts(*static_cast<ThreadCounts *>(total), thread.counts);
  }, &sum);
  say("statistics");
#define STM_COUNT(name, text) line(text, sum.name);
  STM_COUNTS(STM_COUNT)
#undef STM_COUNT
  uint64_t aborts = 0;
  for (uint64_t count : sum.aborts)
    aborts += count;
  line("aborts", aborts);
  for (unsigned i = 0; i < kAbortCauses; ++i) {
    if (sum.aborts[i])
      say("  %-42s %12llu", abortText(AbortCause(i)), static_cast<unsigned long long>(sum.aborts[i]));
  }
  line("longest series of retries", sum.longest_retry_series);
  line("pages copied", page_counts.copied.load(std::memory_order_relaxed));
  line("pages dropped", page_counts.dropped.load(std::memory_order_relaxed));
  line("chunks protected", page_counts.protect_calls.load(std::memory_order_relaxed));
  line("writes from outside to protected pages", page_counts.outside_writes.load(std::memory_order_relaxed));
  line("hot pages at exit", hotPages());
  line("log length (granules)", commit_log.tail());
  line("times a thread became lonely", timesLonely());
  line("times lock mode was taken", timesLocked());
}

} // namespace stm
