// Regions that do nothing: what begin and commit cost.
//
//   <program> threads regions-a-thread
#include "harness.h"
#include "region.h"

int main(int argc, char **argv) {
  int threads = threadsFrom(argc, argv);
  uint64_t regions = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 10000000;
  Elapsed elapsed = runThreads(threads, [&](int) {
    for (uint64_t i = 0; i < regions; ++i) {
      ATOMIC {}
      asm volatile("" : : "r"(i)); // keeps the loop in the plain build
    }
  });
  report("done", elapsed, regions * threads);
}
