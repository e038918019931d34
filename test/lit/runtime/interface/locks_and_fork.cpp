// Intent: a child of fork takes locks that other threads elided when it was made, and its regions elide them.
//
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t && %t && env STM_LONE=0 STM_LOCK=0 %t
#include "../self_check.h"
#include <atomic>
#include <mutex>
#include <stm/stm.hpp>
#include <sys/wait.h>

static std::mutex m;
static long n;
static std::atomic<bool> stop;

int main() {
  inParallel(3, [](int me) {
    if (me) {
      while (!stop) {
        [[stm::atomic]] std::lock_guard guard(m);
        ++n;
        delay(50);
      }
      return;
    }
    for (int i = 0; i < 20; ++i) {
      // Locked meanwhile, as POSIX wants it of programs with threads.
      m.lock();
      pid_t child = fork();
      if (child == 0) {
        alarm(10);
        m.unlock();
        {
          std::lock_guard guard(m);
          ++n;
        }
        {
          [[stm::atomic]] std::lock_guard guard(m);
          ++n;
        }
        _exit(0);
      }
      m.unlock();
      int status = 1;
      CHECK(waitpid(child, &status, 0) == child && status == 0);
    }
    stop = true;
  });
}
