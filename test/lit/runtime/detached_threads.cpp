// Intent: regions work in detached threads and beside a thread that blocks for long.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

static long counter;
static std::atomic<int> finished;

int main() {
  std::thread sleeper([] {
    [[stm::atomic]] { ++counter; }
    usleep(300000);
    [[stm::atomic]] { ++counter; }
  });
  for (int i = 0; i < 8; ++i)
    std::thread([] {
      for (int j = 0; j < 1000; ++j) {
        [[stm::atomic]] { ++counter; }
      }
      ++finished;
    }).detach();
  while (finished < 8)
    usleep(1000);
  sleeper.join();
  CHECK(counter == 8002);
}
