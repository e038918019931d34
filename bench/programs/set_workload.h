// The same work for every set of keys: each thread does `operations` of its own, a part of them updates
// (half insertions, half erasures of keys that only it changes), the rest lookups of any key, one region
// each. The set stays about half full.
//
//   <program> threads operations-a-thread update-percent
#ifndef BENCH_SET_WORKLOAD_H
#define BENCH_SET_WORKLOAD_H

#include "harness.h"
#include "region.h"

// Keys are dealt out to this many owners, which is also the most threads there can be.
inline constexpr uint64_t kOwners = 16;

struct SetOptions {
  int threads;
  uint64_t operations;
  uint64_t update_percent;
};

inline SetOptions setOptionsFrom(int argc, char **argv) {
  SetOptions options = {threadsFrom(argc, argv), 100000, 0};
  if (argc > 2)
    options.operations = std::strtoull(argv[2], nullptr, 10);
  if (argc > 3)
    options.update_percent = std::strtoull(argv[3], nullptr, 10);
  if (options.threads > static_cast<int>(kOwners) || options.update_percent > 100) {
    std::fprintf(stderr, "at most %llu threads and 100 percent\n",
                 static_cast<unsigned long long>(kOwners));
    std::exit(2);
  }
  return options;
}

// `Set` has contains(key), insert(key), erase(key), each returning bool, and forEach(visit).
template <typename Set> int runSetWorkload(Set &set, uint64_t keys, SetOptions options) {
  // Every second key by chance, in an order that scatters neighbours over the heap. (7919 is a prime.)
  for (uint64_t i = 0; i < keys; ++i)
    if (uint64_t key = i * 7919 % keys; mix(key) & 1)
      set.insert(key);

  struct alignas(128) Tally {
    uint64_t found = 0, changed = 0;
  };
  std::vector<Tally> tallies(options.threads);
  Elapsed elapsed = runThreads(options.threads, [&](int me) {
    Tally tally;
    for (uint64_t i = 0; i < options.operations; ++i) {
      uint64_t random = mix(me * options.operations + i);
      uint64_t any_key = (random >> 16) % keys;
      uint64_t own_key = any_key - any_key % kOwners + me;
      bool hit = false;
      if (random % 100 >= options.update_percent) {
        ATOMIC { hit = set.contains(any_key); }
        tally.found += hit;
      } else if (random >> 8 & 1) {
        ATOMIC { hit = set.insert(own_key); }
        tally.changed += hit;
      } else {
        ATOMIC { hit = set.erase(own_key); }
        tally.changed += hit;
      }
    }
    tallies[me] = tally;
  });

  uint64_t found = 0, changed = 0, size = 0, sum = 0;
  for (const Tally &tally : tallies) {
    found += tally.found;
    changed += tally.changed;
  }
  set.forEach([&](uint64_t key) {
    ++size;
    sum += mix(key);
  });
  // What lookups find beside updates of other threads depends on their timing: no part of the answer.
  if (options.update_percent)
    found = 0;
  report(std::to_string(size) + " keys, " + std::to_string(changed) + " changes, " +
             std::to_string(found) + " found, checksum " + std::to_string(sum),
         elapsed, options.operations * options.threads);
  return 0;
}

#endif
