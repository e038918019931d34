// Regions that write 512 words of a page of their own thread's: what a store costs where nobody else is interested.
//
//   <program> threads regions
#include "workload.h"

#include <memory>

struct alignas(4096) OwnPage {
  uint64_t words[512] = {};
};

int main(int argc, char **argv) {
  Options options(argc, argv);
  uint64_t regions = options.value(0, 100000);
  std::vector<std::unique_ptr<OwnPage>> pages;
  for (uint64_t i = 0; i < kOwners; ++i)
    pages.push_back(std::make_unique<OwnPage>());

  Elapsed elapsed = runThreads(options.threads(), [&](int me) {
    OwnPage &page = *pages[me];
    forOwnShare(me, options.threads(), regions, [&](uint64_t i) {
      ATOMIC {
        // By a stride, so that no two words in a row lie in one granule.
        for (uint64_t k = 0; k < 512; ++k)
          page.words[k * 37 % 512] += i + k;
      }
    });
  });

  uint64_t sum = 0;
  for (const auto &page : pages)
    for (uint64_t word : page->words)
      sum += word;
  reportResult("sum " + std::to_string(sum), elapsed, regions);
}
