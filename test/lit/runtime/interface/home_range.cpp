// Intent: memory that a thread has declared its home behaves as any other: what it writes there is seen by others once it is committed, and
// not before; an abort undoes it; others may read and write it whenever they come upon it; and memory is used again after a region
// that ran alone, by whichever thread.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=3 %t.O2
// With fewer views than threads, homes are left behind in views that others use.
// RUN: env STM_LONE=0 STM_LOCK=0 STM_VIEWS=3 %t.O2
// RUN: env STM_STATS=1 STM_LONE=0 STM_LOCK=0 %t.O2 2>&1 | FileCheck %s
// CHECK: object in the home of another thread {{ *[1-9]}}
// CHECK: chunks given a home {{ *[1-9]}}
#include "../self_check.h"
#include <barrier>
#include <stm/stm.hpp>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

constexpr size_t kChunk = 1 << 16;
constexpr int kThreads = 4, kRounds = 1500, kChunks = 40, kNodes = 500, kLists = 6;

// Two words that always sum up to the third: who sees them in between sees another sum.
struct Node {
  Node *next;
  long left, right, sum, owner;
};

static char *arena;
static long collections, moves;
struct Thread {
  char *chunk;
  int nodes;
};
alignas(4096) static Thread threads[kThreads][4096 / sizeof(Thread)];
static char *free_chunks[kChunks];
static int free_count;
static Node *shared[kLists];

static void isWhole(const Node *node) {
  if (node->left + node->right != node->sum) {
    stm_become_irrevocable(); // a doomed attempt ends here
    CHECK(node->left + node->right == node->sum);
  }
}

// Alone: all nodes but those of the shared lists are forgotten, and the chunks without such are free.
static void collect() {
  stm_become_irrevocable();
  bool used[kChunks] = {};
  for (Node *head : shared)
    for (Node *node = head; node; node = node->next)
      used[(reinterpret_cast<char *>(node) - arena) / kChunk] = true;
  for (auto &thread : threads)
    thread[0] = {};
  free_count = 0;
  for (int i = 0; i < kChunks; ++i)
    if (!used[i])
      free_chunks[free_count++] = arena + i * kChunk;
  if (free_count < kThreads) // all is shared: forget that, too
    for (Node *&head : shared)
      head = nullptr;
  ++collections;
}

static Node *allocate(int me) {
  Thread &mine = threads[me][0];
  while (!mine.chunk || mine.nodes == kNodes) {
    if (free_count == 0) {
      collect();
      continue;
    }
    mine = {free_chunks[--free_count], 0};
    stm_home_range(mine.chunk, kChunk);
    stm_own_fresh_range(mine.chunk, kChunk);
  }
  return reinterpret_cast<Node *>(mine.chunk) + mine.nodes++;
}

static void move(Node *node, long by) {
  isWhole(node);
  node->left += by;
  node->right -= by;
}

static void work(int me) {
  uint32_t random = me + 1;
  for (int round = 0; round < kRounds; ++round) {
    uint32_t what = nextRandom(&random) % 64, list = nextRandom(&random) % kLists;
    [[stm::atomic]] {
      // The thread's own: made, and changed while it lives in this region.
      Node *own[8] = {};
      for (Node *&node : own) {
        node = allocate(me);
        *node = {nullptr, round, me, round + me, me};
      }
      for (Node *node : own)
        if (node->owner == me)
          move(node, round % 7);
      if (what == 0) {
        own[7]->next = shared[list];
        shared[list] = own[7];
      }
    }
    if (what < 4) {
      long seen = 0;
      [[stm::atomic]] {
        seen = 0;
        for (Node *node = shared[list]; node; node = node->next, ++seen) {
          isWhole(node);
          if (what == 1 && seen % 3 == 0) {
            move(node, 1);
            ++moves;
          }
        }
      }
    }
    if (what == 5 && round % 256 == 5) {
      // A child has the memory as it was at one moment.
      pid_t child = fork();
      if (child == 0) {
        for (Node *head : shared)
          for (Node *node = head; node; node = node->next)
            isWhole(node);
        _exit(0);
      }
      int status = 0;
      CHECK(waitpid(child, &status, 0) == child && status == 0);
    }
  }
}

static int asked[2], answered[2]; // pipes

[[stm::pure]] static void awaitOther() {
  char byte = 0;
  CHECK(write(asked[1], &byte, 1) == 1 && read(answered[0], &byte, 1) == 1);
}

// A thread prefers the view that it had last. These two have run at the same time, so those are different ones.
static void takeDifferentViews(int me) {
  char byte = 0;
  if (me == 0) {
    [[stm::atomic]] { awaitOther(); }
    close(asked[1]);
    return;
  }
  while (read(asked[0], &byte, 1) == 1) { // once for each attempt
    [[stm::atomic]] { moves = 0; }
    CHECK(write(answered[1], &byte, 1) == 1);
  }
}

// While the thread that made a node lives another one comes upon it, in a view of its own.
static void comeUpon(int me) {
  static std::barrier step(2);
  if (getenv("STM_LOCK")) // in views: under a lock one could not wait for the other
    takeDifferentViews(me);
  if (me == 0) {
    [[stm::atomic]] {
      shared[0] = allocate(me);
      *shared[0] = {nullptr, 1, 2, 3, me};
    }
    // In the next region it is old: its chunk stays at home.
    [[stm::atomic]] { move(shared[0], 1); }
  }
  step.arrive_and_wait();
  if (me == 1) {
    [[stm::atomic]] {
      isWhole(shared[0]);
      CHECK(shared[0]->left == 2);
    }
  }
  step.arrive_and_wait();
}

int main() {
  arena = static_cast<char *>(aligned_alloc(kChunk, kChunks * kChunk));
  memset(arena, 0, kChunks * kChunk);
  [[stm::atomic]] { collect(); }
  CHECK(pipe(asked) == 0 && pipe(answered) == 0);
  inParallel(2, comeUpon);
  inParallel(kThreads, work);
  for (Node *head : shared)
    for (Node *node = head; node; node = node->next)
      isWhole(node);
  CHECK(collections > 1);
  stm_leave_range(arena, kChunks * kChunk);
  free(arena);
  // Of other memory, and outside of regions: nothing.
  static char bytes[3 * kChunk];
  memset(bytes, 5, sizeof bytes);
  stm_home_range(bytes, sizeof bytes);
  [[stm::atomic]] { stm_home_range(bytes + 100, sizeof bytes - 200); }
  for (char byte : bytes)
    CHECK(byte == 5);
}
