// All threads write everything the program has, in regions of a page each, interleaved so that every
// view comes to hold every page. Prints the resident memory beside the program's own data.
//
//   <program> threads mebibytes
#include "memory_use.h"

int main(int argc, char **argv) {
  Options options(argc, argv);
  int threads = options.threads();
  uint64_t mebibytes = options.value(0, 256);
  Pages pages = makePages(mebibytes);

  Elapsed elapsed = runThreads(threads, [&](int me) {
    // Each thread starts elsewhere, so that conflicts are rare.
    size_t start = pages.size() / threads * me;
    for (size_t i = 0; i < pages.size(); ++i) {
      Page *page = pages[(start + i) % pages.size()];
      ATOMIC {
        for (uint64_t &word : page->words)
          word += 1;
      }
    }
  });
  uint64_t sum = 0;
  for (const Page *page : pages)
    for (uint64_t word : page->words)
      sum += word;
  // What each thread added, taken off: the answer is the same for every number of threads.
  sum -= pages.size() * kWordsPerPage * threads;
  reportMemory(std::to_string(sum), elapsed, pages, threads);
}
