// Intent: a signal handler that runs at any moment, in or out of a region, has its writes kept.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=2 %t.O2
#include "self_check.h"

#include <atomic>
#include <signal.h>
#include <sys/time.h>

static volatile sig_atomic_t ticks;
static volatile long handled[4];
static long counter;

static std::atomic<bool> busy;

static void onAlarm(int) {
  if (busy.exchange(true))
    return; // the next signal, on another thread
  ticks = ticks + 1;
  handled[ticks % 4] = handled[ticks % 4] + 1;
  busy = false;
}

int main() {
  struct sigaction action = {};
  action.sa_handler = onAlarm;
  action.sa_flags = SA_RESTART;
  CHECK(sigaction(SIGALRM, &action, nullptr) == 0);
  struct itimerval timer = {{0, 1000}, {0, 1000}};
  CHECK(setitimer(ITIMER_REAL, &timer, nullptr) == 0);

  long rounds = 0;
  while (ticks < 200) {
    ++rounds;
    inParallel(2, [](int) {
      for (int i = 0; i < 1000; ++i) {
        [[stm::atomic]] {
          long seen = counter;
          delay(20);
          counter = seen + 1;
        }
      }
    });
  }
  timer = {};
  setitimer(ITIMER_REAL, &timer, nullptr);
  CHECK(counter == rounds * 2000);
  CHECK(handled[0] + handled[1] + handled[2] + handled[3] == ticks);
}
