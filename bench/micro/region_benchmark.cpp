// What single operations cost, under Google Benchmark, in every variant (variant.h): run.py divides by the one mutex's time.
// An iteration is one region; each thread has memory of its own.
#include "variant.h"

#include <benchmark/benchmark.h>
#include <cstdint>
#include <memory>
#include <unistd.h>
#include <vector>

namespace {

constexpr size_t kWordsPerPage = 512;
constexpr size_t kLargeWords = size_t(8) << 20; // 64 MiB
constexpr int kMostThreads = 2;

struct Memory {
  std::vector<uint64_t> small = std::vector<uint64_t>(kWordsPerPage);
  std::vector<uint64_t> large = std::vector<uint64_t>(kLargeWords);
};

// Made before the first use by the thread itself.
Memory &mine(benchmark::State &state) {
  static std::unique_ptr<Memory> all[kMostThreads];
  std::unique_ptr<Memory> &memory = all[state.thread_index()];
  if (!memory)
    memory = std::make_unique<Memory>();
  return *memory;
}

// A walk through a power of two of words, with no two steps near each other.
struct Walk {
  size_t mask, at = 0;
  size_t next() { return at = (at * 5 + 0x9e3779b1) & mask; }
};

void emptyRegion(benchmark::State &state) {
  for (auto _ : state) {
    ATOMIC {}
    benchmark::ClobberMemory();
  }
}

void readMany(benchmark::State &state, std::vector<uint64_t> &words) {
  Walk walk{words.size() - 1};
  uint64_t seen = 0;
  for (auto _ : state) {
    ATOMIC {
      for (int i = 0; i < 64; ++i)
        seen += words[walk.next()];
    }
  }
  benchmark::DoNotOptimize(seen);
}

void updateMany(benchmark::State &state, std::vector<uint64_t> &words) {
  Walk walk{words.size() - 1};
  for (auto _ : state) {
    ATOMIC {
      for (int i = 0; i < 64; ++i)
        ++words[walk.next()];
    }
  }
}

void read64InCache(benchmark::State &state) { readMany(state, mine(state).small); }
void read64OutOfCache(benchmark::State &state) { readMany(state, mine(state).large); }
void update64InCache(benchmark::State &state) { updateMany(state, mine(state).small); }
void update64OutOfCache(benchmark::State &state) { updateMany(state, mine(state).large); }

void readOne(benchmark::State &state) {
  std::vector<uint64_t> &words = mine(state).small;
  uint64_t seen = 0;
  for (auto _ : state) {
    ATOMIC { seen += words[7]; }
  }
  benchmark::DoNotOptimize(seen);
}

void firstWrite(benchmark::State &state) {
  std::vector<uint64_t> &words = mine(state).small;
  for (auto _ : state) {
    ATOMIC { words[7] = words[7] + 1; }
  }
}

// Every iteration writes a page that no region wrote before.
void firstTouchOfAPage(benchmark::State &state) {
  std::vector<uint64_t> words(state.max_iterations * kWordsPerPage, 1);
  size_t at = 0;
  for (auto _ : state) {
    ATOMIC { ++words[at]; }
    at += kWordsPerPage;
  }
}

void commitGranules(benchmark::State &state) {
  std::vector<uint64_t> &words = mine(state).large;
  size_t count = static_cast<size_t>(state.range(0));
  for (auto _ : state) {
    ATOMIC {
      for (size_t i = 0; i < count; ++i)
        ++words[i * 2];
    }
  }
}

void allocateAndFree(benchmark::State &state) {
  struct Node {
    uint64_t value;
    Node *next;
  };
  Node *last = nullptr;
  for (auto _ : state) {
    ATOMIC {
      Node *node = new Node{1, nullptr};
      delete last;
      last = node;
    }
  }
  delete last;
}

// A system call, which cannot be undone.
void irrevocableEntry(benchmark::State &state) {
  for (auto _ : state) {
    ATOMIC { benchmark::DoNotOptimize(getppid()); }
  }
}

using Function = void(benchmark::State &);

benchmark::internal::Benchmark *add(const char *name, Function *function) {
#ifdef BENCH_PLAIN
  return benchmark::RegisterBenchmark(name, function)->UseRealTime();
#else
  return benchmark::RegisterBenchmark(name, function)->ThreadRange(1, kMostThreads)->UseRealTime();
#endif
}

} // namespace

int main(int argc, char **argv) {
  add("empty region", emptyRegion);
  add("read one word", readOne);
  add("read 64 words, in cache", read64InCache);
  add("read 64 words, out of cache", read64OutOfCache);
  add("first write", firstWrite);
  add("update 64 words, in cache", update64InCache);
  add("update 64 words, out of cache", update64OutOfCache);
  add("first touch of a page", firstTouchOfAPage)->Iterations(4096);
  add("commit granules", commitGranules)->RangeMultiplier(10)->Range(1, 10000);
  add("allocate and free", allocateAndFree);
  add("irrevocable entry", irrevocableEntry);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
