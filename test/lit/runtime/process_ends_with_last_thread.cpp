// Intent: a process whose first thread has called pthread_exit ends when the last other one does, and a forked child when
// the thread that forked it does; handlers of atexit run, and may hold regions.
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t && env STM_LONE=0 STM_LOCK=0 %t | FileCheck %s
// RUN: %t | FileCheck %s
// CHECK: child 1000
// CHECK: status 0
// CHECK: main 3000
#include "self_check.h"

#include <chrono>
#include <cstdlib>
#include <pthread.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

static long total;
static const char *name = "main";

static void count() {
  for (int i = 0; i < 1000; ++i)
    [[stm::atomic]] { ++total; }
}

int main() {
  atexit([] {
    long seen;
    [[stm::atomic]] { seen = total; }
    printf("%s %ld\n", name, seen);
    fflush(stdout);
  });
  std::thread forks([] {
    pid_t child = fork();
    if (child == 0)
      name = "child";
    count();
    if (child == 0)
      return;
    int status = -1;
    CHECK(waitpid(child, &status, 0) == child);
    printf("status %d\n", status);
    fflush(stdout);
  });
  forks.join();
  count();
  std::thread([] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    count();
  }).detach();
  pthread_exit(nullptr);
}
