//===- stress/list_test.cpp - Nodes that come and go ---------------------------------------------===//
#include "stress/stress.h"

#include <cstdlib>

using namespace stm::test;

namespace {

struct Node {
  long key;
  Node *next;
  long twice; ///< of key: a freed and reused node would show another
};

class SortedList : public Stress {
protected:
  Node *head_ = nullptr;

  ~SortedList() override {
    while (Node *node = head_) {
      head_ = node->next;
      free(node);
    }
  }

  /// In a region: the link that leads to the first node with at least this key.
  Node **find(long key) {
    Node **link = &head_;
    long previous = -1;
    for (Node *node; (node = get(*link)) != nullptr; link = &node->next) {
      long here = get(node->key);
      expect(here > previous && get(node->twice) == 2 * here);
      if (here >= key)
        break;
      previous = here;
    }
    return link;
  }
  void insert(long key) {
    Node **link = find(key), *next = get(*link);
    if (next && get(next->key) == key)
      return;
    auto *node = static_cast<Node *>(malloc(sizeof(Node)));
    set(node->key, key);
    set(node->twice, 2 * key);
    set(node->next, next);
    set(*link, node);
  }
  void remove(long key) {
    Node **link = find(key), *node = get(*link);
    if (!node || get(node->key) != key)
      return;
    set(*link, get(node->next));
    free(node);
  }

  void run(long keys, unsigned threads, double share = 1) {
    Clock clock(share);
    runThreads(threads, [&](unsigned, Random &random) {
      while (!clock.isOver()) {
        long key = random.below(uint32_t(keys));
        unsigned what = random.below(10);
        atomically([this, key, what] { what < 3 ? insert(key) : what < 6 ? remove(key) : void(find(key)); });
      }
    });
    long previous = -1, length = 0;
    for (Node *node = head_; node; node = node->next, ++length) {
      EXPECT_GT(node->key, previous);
      EXPECT_EQ(node->twice, 2 * node->key);
      previous = node->key;
    }
    EXPECT_LE(length, keys);
  }
};

TEST_F(SortedList, ShortWithManyCollisions) { run(16, 4); }
TEST_F(SortedList, LongWithFew) { run(600, 4); }
TEST_F(SortedList, ManyThreads) { run(100, 32); }

/// Each cell holds a block whose size and contents follow from its first byte.
TEST_F(SortedList, BlocksOfManySizes) {
  constexpr unsigned kCells = 40;
  struct Cell {
    uint8_t *block;
  };
  auto *cells = static_cast<Cell *>(calloc(kCells, sizeof(Cell)));
  auto sizeFor = [](uint8_t seed) { return size_t(16) << (seed % 9); };
  auto check = [=](uint8_t *block) {
    uint8_t seed = get(block[0]);
    size_t size = sizeFor(seed);
    for (size_t i = 1; i < size; i += 1 + size / 16)
      expect(get(block[i]) == uint8_t(seed + i));
  };
  Clock clock;
  runThreads(4, [&](unsigned, Random &random) {
    while (!clock.isOver()) {
      Cell &cell = cells[random.below(kCells)];
      auto seed = uint8_t(random.next());
      bool look = random.oneIn(2);
      atomically([=, &cell] {
        uint8_t *old = get(cell.block);
        if (old)
          check(old);
        if (look)
          return;
        size_t size = sizeFor(seed);
        auto *block = static_cast<uint8_t *>(malloc(size));
        for (size_t i = 0; i < size; ++i)
          set(block[i], uint8_t(seed + i));
        set(cell.block, block);
        free(old);
      });
    }
  });
  for (unsigned i = 0; i < kCells; ++i)
    free(cells[i].block);
  free(cells);
}

} // namespace
