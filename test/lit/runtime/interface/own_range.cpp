// Intent: a range that the transaction owns is published whole at commit, to canonical memory and to other views; an
// abort leaves nothing of it that others can see; neighbours of its ends keep their bytes.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 %t.O0 && env STM_LONE=0 STM_LOCK=0 %t.O2
// RUN: env STM_LONE=0 STM_LOCK=0 STM_ABORT_EVERY=3 %t.O2
#include "../self_check.h"
#include <stm/stm.hpp>
#include <string.h>

// Nodes cut from chunks: each thread has its own chunk, refilled in a region.
struct Node {
  Node *next;
  long value, check[5];
};

struct alignas(64) Cutter {
  char *at, *end;
};

constexpr int kThreads = 4, kNodes = 3000;
static Node *heads[8];
static Cutter cutters[kThreads];

static Node *cut(Cutter &cutter) {
  if (cutter.end - cutter.at < long(sizeof(Node))) {
    size_t size = 3 * 4096 + 8; // Not whole pages, nor whole granules.
    cutter.at = static_cast<char *>(malloc(size));
    cutter.end = cutter.at + size;
  }
  Node *node = reinterpret_cast<Node *>(cutter.at);
  cutter.at += sizeof(Node);
  return node;
}

int main() {
  // The chunk's rest is owned again by each transaction that cuts from it.
  inParallel(kThreads, [](int me) {
    uint32_t random = me + 1;
    for (int i = 0; i < kNodes; ++i) {
      uint32_t bucket = nextRandom(&random) % 8;
      [[stm::atomic]] {
        Cutter &cutter = cutters[me];
        stm_own_range(cutter.at, cutter.end - cutter.at);
        Node *node = cut(cutter);
        node->value = i;
        for (long &each : node->check)
          each = i * 7 + me;
        node->next = heads[bucket];
        heads[bucket] = node;
      }
      long seen = 0;
      [[stm::atomic]] {
        for (Node *node = heads[(bucket + 1) % 8]; node && seen < 50; node = node->next, ++seen)
          for (long each : node->check)
            CHECK(each == node->check[0] && each >= node->value * 7 && each < node->value * 7 + kThreads);
      }
    }
  });
  long nodes = 0;
  for (Node *head : heads)
    for (Node *node = head; node; node = node->next, ++nodes)
      for (long each : node->check)
        CHECK(each == node->check[0]);
  CHECK(nodes == kThreads * kNodes);

  // A range in the middle of a block whose ends somebody else writes.
  static char bytes[4096 * 4];
  for (int i = 0; i < 100; ++i) {
    bytes[99] = char(i), bytes[9005] = char(i + 1);
    [[stm::atomic]] {
      stm_own_range(bytes + 100, 8905);
      memset(bytes + 100, i, 8905);
    }
    CHECK(bytes[99] == char(i) && bytes[9005] == char(i + 1));
    for (int at = 100; at < 9005; ++at)
      CHECK(bytes[at] == char(i));
  }
}
