// An array of counters: an update adds one to one of them, a look reads one. With fine locks each of 1,024 locks guards every
// 1,024th counter.
//
//   <program> threads operations update-percent counters
#include "workload.h"

#ifdef BENCH_FINE
static std::vector<std::mutex> locks(1024);
#endif

int main(int argc, char **argv) {
  Options options(argc, argv);
  uint64_t operations = options.value(0, 100000);
  uint64_t update_percent = options.value(1, 20);
  uint64_t count = options.value(2, 1024);
  std::vector<uint64_t> counters(count);

  Elapsed elapsed = runThreads(options.threads(), [&](int me) {
    uint64_t seen = 0;
    forOwnShare(me, options.threads(), operations, [&](uint64_t i) {
      uint64_t random = mix(i);
      uint64_t which = (random >> 16) % count;
      if (random % 100 < update_percent) {
        ATOMIC_ON(locks[which % 1024]) { ++counters[which]; }
      } else {
        ATOMIC_ON(locks[which % 1024]) { seen += counters[which]; }
      }
    });
    asm volatile("" : : "r"(seen));
  });

  uint64_t total = 0, sum = 0;
  for (uint64_t i = 0; i < count; ++i) {
    total += counters[i];
    sum += mix(i ^ counters[i]);
  }
  reportResult(std::to_string(total) + " counted, checksum " + std::to_string(sum), elapsed,
               operations);
}
