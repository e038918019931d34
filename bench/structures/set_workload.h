// The same work for every set of keys: a part of the operations are updates (half insertions, half erasures of
// keys that only their owner changes), the rest lookups of any key, one region each. The set stays about half full.
//
//   <program> threads operations update-percent keys
//
// `Set` has contains(key), insert(key), erase(key), each returning bool and holding its own region, and
// forEach(visit).
#ifndef BENCH_SET_WORKLOAD_H
#define BENCH_SET_WORKLOAD_H

#include "workload.h"

template <typename Set> int runSetWorkload(Set &set, const Options &options) {
  uint64_t operations = options.value(0, 100000);
  uint64_t update_percent = options.value(1, 20);
  uint64_t keys = options.value(2, 2048) / kOwners * kOwners;
  // Every second key by chance, in an order that scatters neighbours over the heap. (1,000,003 is a prime.)
  for (uint64_t i = 0; i < keys; ++i)
    if (uint64_t key = i * 1000003 % keys; mix(key) & 1)
      set.insert(key);

  struct alignas(128) Tally {
    uint64_t found = 0, changed = 0;
  };
  std::vector<Tally> tallies(options.threads());
  Elapsed elapsed = runThreads(options.threads(), [&](int me) {
    Tally tally;
    forOwnShare(me, options.threads(), operations, [&](uint64_t i) {
      uint64_t random = mix(i);
      uint64_t any_key = (random >> 16) % keys;
      uint64_t own_key = any_key - any_key % kOwners + i % kOwners;
      if (random % 100 >= update_percent)
        tally.found += set.contains(any_key);
      else if (random >> 8 & 1)
        tally.changed += set.insert(own_key);
      else
        tally.changed += set.erase(own_key);
    });
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
  // What lookups find beside updates of other owners depends on their timing: no part of the answer.
  if (update_percent)
    found = 0;
  reportResult(std::to_string(size) + " keys, " + std::to_string(changed) + " changes, " +
                   std::to_string(found) + " found, checksum " + std::to_string(sum),
               elapsed, operations);
  return 0;
}

#endif
