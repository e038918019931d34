// Intent: of fresh ranges other threads see all bytes once the owner has committed, whether their views held the pages before or
// not; memory is used again after a region that ran alone. What is expected only stays as it is.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=3 %t.O2
#include "../self_check.h"
#include <stm/stm.hpp>
#include <string.h>

struct Node {
  Node *next;
  long value, touched, check[9];
};

constexpr int kThreads = 4, kRounds = 60, kNodes = 40, kLists = 8;
constexpr size_t kChunk = 8192; // of a thread and a round
static char *arena;             // shared pages of both threads' neighbours, reused from its begin after each collection
static long taken, collections;
static Node *heads[kLists];

// The chunk is the transaction's from here on. Out of memory: all nodes are forgotten, by one thread alone.
static char *takeChunk(long chunks) {
  if (taken == chunks) {
    stm_become_irrevocable();
    for (Node *&head : heads)
      head = nullptr;
    taken = 0;
    ++collections;
  }
  char *chunk = arena + taken++ * kChunk;
  stm_own_fresh_range(chunk, kChunk);
  return chunk;
}

static void isWhole(const Node *node) {
  for (long each : node->check)
    CHECK(each == node->value * 3);
}

int main() {
  constexpr long kChunks = 24;
  arena = static_cast<char *>(calloc(kChunks, kChunk));
  stm_expect_range(arena, kChunks * kChunk);
  inParallel(kThreads, [&](int me) {
    uint32_t random = me + 1;
    for (int round = 0; round < kRounds; ++round) {
      unsigned list = nextRandom(&random) % kLists;
      [[stm::atomic]] {
        char *chunk = takeChunk(kChunks);
        stm_expect_range(chunk, kChunk);
        for (int i = 0; i < kNodes; ++i) {
          Node *node = reinterpret_cast<Node *>(chunk) + i;
          node->value = me * 100000 + round * 100 + i;
          for (long &each : node->check)
            each = node->value * 3;
          node->touched = 0;
          node->next = heads[list];
          heads[list] = node;
        }
      }
      // Others' nodes are written too, so that several views hold their pages.
      unsigned other = nextRandom(&random) % kLists;
      [[stm::atomic]] {
        int seen = 0;
        for (Node *node = heads[other]; node && seen < 100; node = node->next, ++seen) {
          isWhole(node);
          if (seen % 16 == 3)
            ++node->touched;
        }
      }
    }
  });
  CHECK(collections >= kThreads * kRounds / kChunks - 1);
  for (Node *head : heads)
    for (Node *node = head; node; node = node->next)
      isWhole(node);

  static char bytes[3 * 4096];
  memset(bytes, 5, sizeof bytes);
  stm_expect_range(bytes + 100, sizeof bytes - 200);
  [[stm::atomic]] { stm_expect_range(bytes + 4000, 200); }
  for (char byte : bytes)
    CHECK(byte == 5);
}
