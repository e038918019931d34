// A hash table with chains, 65,536 keys, under set_workload.h.
#include "set_workload.h"

class HashSet {
public:
  explicit HashSet(uint64_t buckets) : buckets_(buckets, nullptr) {}

  bool contains(uint64_t key) {
    for (Node *node = bucket(key); node; node = node->next)
      if (node->key == key)
        return true;
    return false;
  }

  bool insert(uint64_t key) {
    if (contains(key))
      return false;
    Node *&first = bucket(key);
    first = new Node{key, first};
    return true;
  }

  bool erase(uint64_t key) {
    for (Node **link = &bucket(key); Node *node = *link; link = &node->next)
      if (node->key == key) {
        *link = node->next;
        delete node;
        return true;
      }
    return false;
  }

  template <typename Visit> void forEach(Visit visit) const {
    for (const Node *first : buckets_)
      for (const Node *node = first; node; node = node->next)
        visit(node->key);
  }

private:
  struct Node {
    uint64_t key;
    Node *next;
  };

  Node *&bucket(uint64_t key) { return buckets_[mix(key) % buckets_.size()]; }

  std::vector<Node *> buckets_;
};

static HashSet set(65536);

int main(int argc, char **argv) { return runSetWorkload(set, 131072, setOptionsFrom(argc, argv)); }
