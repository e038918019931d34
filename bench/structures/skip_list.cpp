// A skip list under set_workload.h. A node's height follows from its key, so that the list looks the same after any
// order of updates.
#include "set_workload.h"

#include <array>

class SkipSet {
public:
  bool contains(uint64_t key) {
    ATOMIC {
      Node *node = &head_;
      for (int level = kLevels; level-- > 0;)
        while (node->next[level] && node->next[level]->key < key)
          node = node->next[level];
      node = node->next[0];
      return node && node->key == key;
    }
  }

  bool insert(uint64_t key) {
    ATOMIC {
      std::array<Node *, kLevels> before;
      Node *after = find(key, before);
      if (after && after->key == key)
        return false;
      Node *node = new Node(key);
      for (int level = 0, height = heightOf(key); level < height; ++level) {
        node->next[level] = before[level]->next[level];
        before[level]->next[level] = node;
      }
      return true;
    }
  }

  bool erase(uint64_t key) {
    ATOMIC {
      std::array<Node *, kLevels> before;
      Node *node = find(key, before);
      if (!node || node->key != key)
        return false;
      for (int level = 0, height = heightOf(key); level < height; ++level)
        before[level]->next[level] = node->next[level];
      delete node;
      return true;
    }
  }

  template <typename Visit> void forEach(Visit visit) const {
    for (const Node *node = head_.next[0]; node; node = node->next[0])
      visit(node->key);
  }

private:
  static constexpr int kLevels = 16;

  struct Node {
    explicit Node(uint64_t key) : key(key), next{} {}
    uint64_t key;
    Node *next[kLevels];
  };

  static int heightOf(uint64_t key) {
    int height = 1;
    for (uint64_t bits = mix(key ^ 0x5eed); height < kLevels && (bits & 1); bits >>= 1)
      ++height;
    return height;
  }

  Node *find(uint64_t key, std::array<Node *, kLevels> &before) {
    Node *node = &head_;
    for (int level = kLevels; level-- > 0;) {
      while (node->next[level] && node->next[level]->key < key)
        node = node->next[level];
      before[level] = node;
    }
    return node->next[0];
  }

  Node head_{0};
};

static SkipSet set;

int main(int argc, char **argv) { return runSetWorkload(set, Options(argc, argv)); }
