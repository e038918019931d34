// Intent: local variables that a function shares with the threads that it starts are viewed: regions that write them stay undoable.
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.0 && env STM_LONE=0 STM_LOCK=0 STM_STATS=1 %t.0 2>&1 | FileCheck %s
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t && env STM_LONE=0 STM_LOCK=0 STM_STATS=1 %t 2>&1 | FileCheck %s
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=3 %t
// RUN: %stm_clangxx -std=c++20 -O2 -mllvm -stm-no-shared-frames %s -o %t.stack && %t.stack
// CHECK: of them turned midway {{ *}}0
#include "../self_check.h"

#include <future>
#include <map>
#include <pthread.h>
#include <stdexcept>
#include <thread>
#include <vector>

// A helper between the function that has the variable and the one that starts the threads.
template <class Work> static void inThreads(int count, Work work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i)
    threads.emplace_back(work, i);
  for (std::thread &thread : threads)
    thread.join();
}

static long countInHelper(long start) {
  long count = start;
  alignas(64) long padded[3] = {};
  std::map<int, int> seen;
  inThreads(2, [&](int me) {
    for (int i = 0; i < 500; ++i)
      [[stm::atomic]] {
        ++count;
        ++padded[me];
        ++seen[i];
      }
  });
  CHECK(seen.size() == 500 && seen[7] == 2 && padded[0] == 500 && reinterpret_cast<uintptr_t>(padded) % 64 == 0);
  return count;
}

// Leaves by an exception; the variables go with it.
static void failAfterThreads(long *out) {
  long count = 0;
  std::vector<int> list;
  inThreads(2, [&](int) {
    [[stm::atomic]] {
      ++count;
      list.push_back(1);
    }
  });
  *out = count + long(list.size());
  throw std::runtime_error("done");
}

static void *addOne(void *argument) {
  for (int i = 0; i < 300; ++i)
    [[stm::atomic]] { ++*static_cast<long *>(argument); }
  return nullptr;
}

int main() {
  long count = 0, other = 0;
  std::vector<int> list;
  pthread_t thread;
  CHECK(pthread_create(&thread, nullptr, addOne, &other) == 0);
  inThreads(2, [&](int) {
    for (int i = 0; i < 500; ++i)
      [[stm::atomic]] {
        ++count;
        if (list.size() < 100)
          list.push_back(i);
      }
  });
  for (int i = 0; i < 300; ++i)
    [[stm::atomic]] { ++other; }
  pthread_join(thread, nullptr);
  CHECK(count == 1000 && list.size() == 100 && other == 600);
  CHECK(countInHelper(3) == 1003 && countInHelper(4) == 1004);
  long out = 0;
  try {
    failAfterThreads(&out);
    CHECK(false);
  } catch (const std::runtime_error &) {
  }
  CHECK(out == 4);
  auto later = std::async(std::launch::async, [&] {
    [[stm::atomic]] { ++count; }
  });
  later.get();
  CHECK(count == 1001);
  return 0;
}
