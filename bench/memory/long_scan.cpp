// Regions that add up 64 KiB, of which one region in sixteen changes a word: what a load costs in a long sequence of them.
//
//   <program> threads regions
#include "workload.h"

int main(int argc, char **argv) {
  Options options(argc, argv);
  uint64_t regions = options.value(0, 10000);
  std::vector<uint64_t> words(8192);
  for (size_t i = 0; i < words.size(); ++i)
    words[i] = mix(i);

  std::vector<uint64_t> sums(kOwners * 16);
  Elapsed elapsed = runThreads(options.threads(), [&](int me) {
    uint64_t total = 0;
    forOwnShare(me, options.threads(), regions, [&](uint64_t i) {
      uint64_t sum = 0;
      ATOMIC {
        sum = 0;
        // A change moves an amount from one word to another: all regions see the same sum.
        if (i % 16 == 0) {
          words[i % 8192] += i;
          words[(i + 4096) % 8192] -= i;
        }
        for (uint64_t word : words)
          sum += word;
      }
      total += sum;
    });
    sums[me * 16] = total;
  });

  uint64_t total = 0;
  for (uint64_t sum : sums)
    total += sum;
  reportResult("sum " + std::to_string(total), elapsed, regions);
}
