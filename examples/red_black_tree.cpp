// A red-black tree that all threads search and change: 80% lookups, 10% insertions, 10% erasures, one
// region each.
//
// The operations form streams; a stream changes only keys of its own and always runs in order, so the
// tree at the end is the same for every number of threads and every way they interleave.
#include "harness.h"
#include "red_black_tree.h"
#include "region.h"

static constexpr uint64_t kStreams = 48;
static constexpr uint64_t kKeys = 65536; // about half of them are in the tree
static constexpr uint64_t kOperations = 40000;

static RedBlackTree<uint64_t, uint64_t> tree;

// What a stream found; one cache line and more each, so that streams do not share.
struct alignas(128) Tally {
  uint64_t found = 0;
  uint64_t changed = 0;
};

static Tally runStream(uint64_t stream) {
  Tally tally;
  for (uint64_t i = 0; i < kOperations; ++i) {
    uint64_t random = mix(stream * kOperations + i);
    uint64_t kind = random % 10;
    uint64_t any_key = (random >> 8) % kKeys;
    uint64_t own_key = any_key - any_key % kStreams + stream;
    bool hit = false;
    if (kind == 0) {
      ATOMIC { hit = tree.insert(own_key, i); }
      tally.changed += hit;
    } else if (kind == 1) {
      ATOMIC { hit = tree.erase(own_key); }
      tally.changed += hit;
    } else {
      ATOMIC { hit = tree.find(any_key) != nullptr; }
      tally.found += hit;
    }
  }
  return tally;
}

int main(int argc, char **argv) {
  int threads = threadsFrom(argc, argv);
  for (uint64_t key = 0; key < kKeys; key += 2)
    tree.insert(mix(key) % kKeys, key);

  static Tally tallies[kStreams];
  Elapsed elapsed = runThreads(threads, [&](int me) {
    for (uint64_t stream = me; stream < kStreams; stream += threads)
      tallies[stream] = runStream(stream);
  });

  uint64_t changed = 0, size = 0, sum = 0;
  for (const Tally &tally : tallies)
    changed += tally.changed;
  tree.forEach([&](uint64_t key, uint64_t value) {
    ++size;
    sum += mix(key * 31 + value);
  });
  if (!tree.isValid())
    return 1;
  report(std::to_string(size) + " keys, " + std::to_string(changed) + " changes, checksum " +
             std::to_string(sum),
         elapsed, kStreams * kOperations);
}
