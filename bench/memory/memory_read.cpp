// A large heap that all threads only read, in regions of a page each: reading must cost no second copy.
// Prints the resident memory beside the program's own data.
//
//   <program> threads mebibytes
#include "memory_use.h"

int main(int argc, char **argv) {
  Options options(argc, argv);
  int threads = options.threads();
  uint64_t mebibytes = options.value(0, 1024);
  Pages pages = makePages(mebibytes);

  std::vector<uint64_t> sums(threads);
  Elapsed elapsed = runThreads(threads, [&](int me) {
    uint64_t total = 0;
    for (const Page *page : pages) {
      uint64_t sum = 0;
      ATOMIC {
        sum = 0;
        for (uint64_t word : page->words)
          sum += word;
      }
      total += sum;
    }
    sums[me] = total;
  });
  for (uint64_t sum : sums)
    if (sum != sums[0])
      return 1;
  reportMemory(std::to_string(sums[0]), elapsed, pages, threads);
}
