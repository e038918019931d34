// What it costs to wake a thread that waits in a region (stm::retry), and to wake one that waits for a condition. A program of its
// own: where regions can wait, none runs without barriers.
#include "variant.h"

#include <benchmark/benchmark.h>

#ifdef BENCH_MUTEX
#include <condition_variable>
#else
#include <stm/stm.hpp>
#endif

namespace {

int whose_turn = 0;

// Two threads wake each other in turn.
void wakeUp(benchmark::State &state) {
  int me = state.thread_index();
#ifdef BENCH_MUTEX
  static std::condition_variable changed;
  for (auto _ : state) {
    std::unique_lock<std::mutex> guard(the_one_mutex);
    changed.wait(guard, [&] { return whose_turn == me; });
    whose_turn = 1 - me;
    changed.notify_one();
  }
#else
  for (auto _ : state) {
    ATOMIC {
      if (whose_turn != me)
        stm::retry();
      whose_turn = 1 - me;
    }
  }
#endif
}

} // namespace

int main(int argc, char **argv) {
  benchmark::RegisterBenchmark("wake-up of a waiting region", wakeUp)
      ->Threads(2)
      ->Iterations(1000)
      ->UseRealTime();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
