// Intent: programs of several files work with full and thin link-time optimisation, and with unused sections dropped; clones of
// functions that nobody uses are dropped with them.
//
// RUN: %stm_clangxx -std=c++20 -O2 -flto -DOTHER -c %s -o %t.full.other.o
// RUN: %stm_clangxx -std=c++20 -O2 -flto -c %s -o %t.full.o
// RUN: %stm_clangxx -O2 -flto -fuse-ld=lld %t.full.o %t.full.other.o -o %t.full && %t.full && env STM_LONE=0 STM_LOCK=0 %t.full
// RUN: %stm_clangxx -std=c++20 -O2 -flto=thin -DOTHER -c %s -o %t.thin.other.o
// RUN: %stm_clangxx -std=c++20 -O2 -flto=thin -c %s -o %t.thin.o
// RUN: %stm_clangxx -O2 -flto=thin -fuse-ld=lld %t.thin.o %t.thin.other.o -o %t.thin && %t.thin
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=1 %t.thin
// RUN: %stm_clangxx -std=c++20 -O2 -ffunction-sections -DOTHER -c %s -o %t.gc.other.o
// RUN: %stm_clangxx -std=c++20 -O2 -ffunction-sections -c %s -o %t.gc.o
// RUN: %stm_clangxx -Wl,--gc-sections %t.gc.o %t.gc.other.o -o %t.gc && env STM_LONE=0 STM_LOCK=0 %t.gc
// RUN: llvm-nm %t.gc | FileCheck %s
// CHECK-NOT: neverCalled
#include <string>
#include <vector>

struct Log {
  std::vector<std::string> lines;
  virtual void add(int number);
  virtual ~Log() = default;
};
long shared(long x);

#ifdef OTHER
void Log::add(int number) { lines.push_back("line number " + std::to_string(number) + " of the log"); }
static long total;
long shared(long x) { return total += x; }
void neverCalled(Log &log) { log.add(int(shared(1))); }
#else
#include "../self_check.h"

static Log log;

int main() {
  constexpr int kThreads = 3, kRounds = 300;
  inParallel(kThreads, [](int me) {
    for (int i = 0; i < kRounds; ++i) {
      [[stm::atomic]] {
        log.add(me);
        shared(2);
      }
    }
  });
  CHECK(log.lines.size() == size_t(kThreads * kRounds) && shared(0) == 2 * kThreads * kRounds);
}
#endif
