// A heap of page-sized blocks, and how much memory the process really has. The resident set that the
// kernel reports counts a page once for each address it is mapped at; the proportional set
// (/proc/self/smaps_rollup) counts it once, so that is what "a second copy" is judged by.
#ifndef BENCH_MEMORY_USE_H
#define BENCH_MEMORY_USE_H

#include "workload.h"

inline constexpr size_t kWordsPerPage = 510; // with malloc's own share no more than a page

struct Page {
  uint64_t words[kWordsPerPage];
};

using Pages = std::vector<Page *>;

inline Pages makePages(uint64_t mebibytes) {
  Pages pages(mebibytes * 256);
  uint64_t number = 0;
  for (Page *&page : pages) {
    page = new Page;
    for (uint64_t &word : page->words)
      word = ++number;
  }
  return pages;
}

inline long proportionalKilobytes() {
  FILE *file = std::fopen("/proc/self/smaps_rollup", "r");
  if (!file)
    return 0;
  char line[256];
  long kilobytes = 0;
  while (std::fgets(line, sizeof line, file))
    if (std::sscanf(line, "Pss: %ld kB", &kilobytes) == 1)
      break;
  std::fclose(file);
  return kilobytes;
}

inline void reportMemory(const std::string &answer, Elapsed elapsed, const Pages &pages,
                         int threads) {
  std::printf("{\"answer\": \"%s\", \"seconds\": %.6f, \"cpu_seconds\": %.6f, "
              "\"operations\": %zu, \"quality\": 0, \"own_kib\": %zu, \"pss_kib\": %ld, \"peak_kib\": %ld}\n",
              answer.c_str(), elapsed.seconds, elapsed.cpu_seconds, pages.size() * threads,
              pages.size() * sizeof(Page) / 1024, proportionalKilobytes(), peakKilobytes());
}

#endif
