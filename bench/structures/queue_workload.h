// The same work for the two kinds of queue: a part of the operations are updates (put and take in turn), the rest look
// at what would be taken next, one region each. The queue begins with so many elements that it never runs empty, so
// what was taken and what is left add up to the same sum in any order.
//
//   <program> threads operations update-percent elements
//
// `Queue` has put(value), take(), next(), each holding its own region, and drain(), which is called by one thread.
#ifndef BENCH_QUEUE_WORKLOAD_H
#define BENCH_QUEUE_WORKLOAD_H

#include "workload.h"

template <typename Queue> int runQueueWorkload(Queue &queue, const Options &options) {
  uint64_t operations = options.value(0, 100000);
  uint64_t update_percent = options.value(1, 20);
  uint64_t elements = options.value(2, 1024);
  for (uint64_t i = 0; i < elements; ++i)
    queue.put(mix(~i) >> 24);

  struct alignas(128) Tally {
    uint64_t taken = 0, sum = 0, seen = 0;
  };
  std::vector<Tally> tallies(options.threads());
  Elapsed elapsed = runThreads(options.threads(), [&](int me) {
    Tally tally;
    // A thread puts before it takes, whatever operations are its share.
    bool put = true;
    forOwnShare(me, options.threads(), operations, [&](uint64_t i) {
      uint64_t random = mix(i);
      if (random % 100 >= update_percent) {
        tally.seen += queue.next() != 0;
      } else if (put) {
        queue.put(random >> 24);
        tally.sum -= random >> 24;
        put = false;
      } else {
        tally.sum += queue.take();
        ++tally.taken;
        put = true;
      }
    });
    // Every thread's puts and takes are even at the end.
    if (!put) {
      tally.sum += queue.take();
      ++tally.taken;
    }
    tallies[me] = tally;
  });

  Tally all;
  for (const Tally &tally : tallies) {
    all.sum += tally.sum;
    all.seen += tally.seen;
  }
  uint64_t left = 0;
  for (uint64_t value : queue.drain()) {
    all.sum += value;
    ++left;
  }
  reportResult(std::to_string(left) + " left, " + std::to_string(all.seen) + " looks, balance " +
                   std::to_string(all.sum),
               elapsed, operations);
  return 0;
}

#endif
