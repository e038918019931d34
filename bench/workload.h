// What all workloads share: the command line, the division of a fixed amount of work among any number
// of threads, and the line of JSON that run.py reads. Threads, clock and random numbers are those of
// examples/harness.h.
//
// The work of a workload is the same whatever the number of threads, so a ratio of times says what
// threads gain; and its answer is the same, so that run.py can compare it with plain code's.
#ifndef BENCH_WORKLOAD_H
#define BENCH_WORKLOAD_H

#include "harness.h"
#include "variant.h"

// Operations are dealt out to this many owners, and owners to threads: also the most threads there can be.
inline constexpr uint64_t kOwners = 64;

// <program> threads value...
class Options {
public:
  Options(int argc, char **argv) : program_(argv[0]) {
    for (int i = 1; i < argc; ++i)
      values_.push_back(std::strtoull(argv[i], nullptr, 10));
    threads_ = values_.empty() ? 1 : static_cast<int>(values_[0]);
    if (threads_ < 1 || threads_ > static_cast<int>(kOwners))
      fail("from 1 to 64 threads");
#ifdef BENCH_PLAIN
    if (threads_ != 1)
      fail("built without protection, for one thread only");
#endif
  }

  int threads() const { return threads_; }
  // The value after the number of threads, the one after that, ...
  uint64_t value(size_t index, uint64_t otherwise) const {
    return index + 1 < values_.size() ? values_[index + 1] : otherwise;
  }

private:
  [[noreturn]] void fail(const char *why) const {
    std::fprintf(stderr, "%s: %s\n", program_, why);
    std::exit(2);
  }

  const char *program_;
  std::vector<uint64_t> values_;
  int threads_ = 1;
};

// Calls body(i) for each i < count that thread `me` of `threads` has: those of an owner in ascending order,
// always by the same thread.
template <typename Body> void forOwnShare(int me, int threads, uint64_t count, Body body) {
  for (uint64_t first = 0; first < count; first += kOwners)
    for (uint64_t i = first + me; i < first + kOwners && i < count; i += threads)
      body(i);
}

// The output. `quality` is for answers that depend on the order of regions: run.py wants it near plain code's.
inline void reportResult(const std::string &answer, Elapsed elapsed, uint64_t operations,
                         double quality = 0) {
  std::printf("{\"answer\": \"%s\", \"seconds\": %.6f, \"cpu_seconds\": %.6f, "
              "\"operations\": %llu, \"quality\": %.6f, \"peak_kib\": %ld}\n",
              answer.c_str(), elapsed.seconds, elapsed.cpu_seconds,
              static_cast<unsigned long long>(operations), quality, peakKilobytes());
}

// Ends the program when its own check of the result fails.
inline void check(bool holds, const char *what) {
  if (holds)
    return;
  std::fprintf(stderr, "wrong answer: %s\n", what);
  std::exit(1);
}

#endif
