//===- support/turns.h - Threads that take turns ----------------------------------------===//
//
// A counter that only grows. A test with two transactions that must overlap in a certain way has each thread wait for
// its numbers; a transaction that starts again passes the numbers that are past without waiting.
//
//===-----------------------------------------------------------------------------------===//
#ifndef STM_TEST_SUPPORT_TURNS_H
#define STM_TEST_SUPPORT_TURNS_H

#include <atomic>
#include <sched.h>

namespace stm::test {

class Turns {
public:
  /// Returns once some thread has reached `number`.
  void await(int number) const {
    while (now_.load(std::memory_order_acquire) < number)
      sched_yield();
  }
  /// Announces `number`, unless a later one was.
  void reach(int number) {
    int now = now_.load(std::memory_order_relaxed);
    while (now < number && !now_.compare_exchange_weak(now, number, std::memory_order_release))
      ;
  }

private:
  std::atomic<int> now_{0};
};

} // namespace stm::test

#endif
