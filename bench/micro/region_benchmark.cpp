// The price of single things in a region, on one thread and on several: nothing, a load, a store, many stores.
// `build/bin/region_benchmark` prints nanoseconds a region; run.py does not need it.
#include <benchmark/benchmark.h>

namespace {

struct alignas(4096) OwnPage {
  long words[512];
};

OwnPage pages[16];

OwnPage &mine(const benchmark::State &state) { return pages[state.thread_index() % 16]; }

void emptyRegion(benchmark::State &state) {
  for (auto _ : state) {
    [[stm::atomic]] {}
  }
}

void oneLoad(benchmark::State &state) {
  OwnPage &page = mine(state);
  long seen = 0;
  for (auto _ : state) {
    [[stm::atomic]] { seen += page.words[7]; }
  }
  benchmark::DoNotOptimize(seen);
}

void oneStore(benchmark::State &state) {
  OwnPage &page = mine(state);
  for (auto _ : state) {
    [[stm::atomic]] { ++page.words[7]; }
  }
}

void pageOfStores(benchmark::State &state) {
  OwnPage &page = mine(state);
  for (auto _ : state) {
    [[stm::atomic]] {
      for (long &word : page.words)
        ++word;
    }
  }
}

BENCHMARK(emptyRegion)->ThreadRange(1, 2)->UseRealTime();
BENCHMARK(oneLoad)->ThreadRange(1, 2)->UseRealTime();
BENCHMARK(oneStore)->ThreadRange(1, 2)->UseRealTime();
BENCHMARK(pageOfStores)->ThreadRange(1, 2)->UseRealTime();

} // namespace
