// Intent: a signal handler that interrupts a commit may write to protected pages: neither waits for the other.
//
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t && env STM_LOCK=0 STM_LONE=0 %t
#include "self_check.h"

#include <atomic>
#include <pthread.h>
#include <signal.h>

constexpr int kPages = 64, kLongs = 512; // to a page
alignas(4096) static volatile long handled[kPages * kLongs];
alignas(4096) static long values[kPages * kLongs];
static std::atomic<long> signals;
static std::atomic<bool> done;

static void onSignal(int) {
  long number = signals.fetch_add(1);
  handled[number % kPages * kLongs] = handled[number % kPages * kLongs] + 1;
}

int main() {
  struct sigaction action = {};
  action.sa_handler = onSignal;
  CHECK(sigaction(SIGUSR1, &action, nullptr) == 0);
  constexpr int kRounds = 30000;
  std::thread worker([] {
    for (int round = 0; round < kRounds; ++round) {
      // Views hold copies of the handler's pages and of many others, which others then write.
      [[stm::atomic]] {
        long sum = handled[round % kPages * kLongs + 8];
        for (int i = 0; i < 8; ++i)
          values[(round + i) % kPages * kLongs] += 1 + sum;
        handled[round % kPages * kLongs + 16] = 1;
      }
    }
    done = true;
  });
  long sent = 0;
  while (!done) {
    pthread_kill(worker.native_handle(), SIGUSR1);
    ++sent;
    while (signals < sent && !done)
      std::this_thread::yield();
    [[stm::atomic]] { values[(sent * 7 % kPages) * kLongs + 32] = sent; }
  }
  worker.join();
  long sum = 0, handled_sum = 0;
  for (int i = 0; i < kPages; ++i) {
    sum += values[i * kLongs];
    handled_sum += handled[i * kLongs];
  }
  CHECK(sum == 8L * kRounds);
  CHECK(handled_sum == signals);
}
