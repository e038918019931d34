// Intent: a promise that is fulfilled in a region wakes the thread that waits for its future, whichever comes first.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2 && env STM_LONE=0 STM_LOCK=0 %t.O2
#include "../self_check.h"
#include <future>
#include <stdexcept>

int main() {
  for (int i = 0; i < 200; ++i) {
    std::promise<int> promise;
    std::future<int> future = promise.get_future();
    std::thread worker([&] {
      [[stm::atomic]] {
        if (i % 4 == 3)
          promise.set_exception(std::make_exception_ptr(std::runtime_error("refused")));
        else
          promise.set_value(i);
      }
    });
    if (i % 2) // The worker is first.
      delay(20000);
    try {
      CHECK(future.get() == i && i % 4 != 3);
    } catch (const std::runtime_error &) {
      CHECK(i % 4 == 3);
    }
    worker.join();
  }
}
