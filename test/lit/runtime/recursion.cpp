// Intent: a recursive function runs in a region and holds regions itself.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
// Once more with each first attempt rolled back:
// RUN: env STM_LONE=0 STM_ABORT_EVERY=1 %t.O0 && env STM_LONE=0 STM_ABORT_EVERY=1 %t.O2
#include "self_check.h"

struct Tree {
  int key;
  Tree *left = nullptr, *right = nullptr;
};

static Tree *root;
static long visits;

static bool insert(Tree *&at, int key) {
  [[stm::atomic]] {
    ++visits;
    if (!at) {
      at = new Tree{key};
      return true;
    }
    if (key == at->key)
      return false;
    return insert(key < at->key ? at->left : at->right, key);
  }
}

static int count(const Tree *at) { return at ? count(at->left) + 1 + count(at->right) : 0; }

static bool ordered(const Tree *at, int low, int high) {
  return !at || (at->key >= low && at->key < high && ordered(at->left, low, at->key) &&
                 ordered(at->right, at->key + 1, high));
}

int main() {
  long inserted[4] = {};
  inParallel(4, [&](int me) {
    uint32_t random = me * 13 + 1;
    for (int i = 0; i < 1500; ++i)
      inserted[me] += insert(root, static_cast<int>(nextRandom(&random) % 1000));
    int nodes = 0;
    [[stm::atomic]] { nodes = count(root); }
    CHECK(nodes > 0);
  });
  CHECK(count(root) == inserted[0] + inserted[1] + inserted[2] + inserted[3]);
  CHECK(ordered(root, 0, 1000));
}
