// A hash table with chains, as many of them as half the keys, under set_workload.h. With fine locks each of 1,024 locks
// guards every 1,024th chain; oneTBB has tbb::concurrent_hash_map.
#include "set_workload.h"

#ifdef BENCH_TBB
#include <oneapi/tbb/concurrent_hash_map.h>

class HashSet {
public:
  explicit HashSet(uint64_t buckets) : table_(buckets) {}
  bool contains(uint64_t key) { return table_.count(key) != 0; }
  bool insert(uint64_t key) { return table_.insert({key, 0}); }
  bool erase(uint64_t key) { return table_.erase(key); }
  template <typename Visit> void forEach(Visit visit) const {
    for (const auto &entry : table_)
      visit(entry.first);
  }

private:
  tbb::concurrent_hash_map<uint64_t, uint64_t> table_;
};

#else

class HashSet {
public:
  explicit HashSet(uint64_t buckets) : buckets_(buckets, nullptr) {}

  bool contains(uint64_t key) {
    ATOMIC_ON(lockOf(key)) { return find(key) != nullptr; }
  }

  bool insert(uint64_t key) {
    ATOMIC_ON(lockOf(key)) {
      if (find(key))
        return false;
      Node *&first = bucket(key);
      first = new Node{key, first};
      return true;
    }
  }

  bool erase(uint64_t key) {
    ATOMIC_ON(lockOf(key)) {
      for (Node **link = &bucket(key); Node *node = *link; link = &node->next)
        if (node->key == key) {
          *link = node->next;
          delete node;
          return true;
        }
      return false;
    }
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
  Node *find(uint64_t key) {
    Node *node = bucket(key);
    while (node && node->key != key)
      node = node->next;
    return node;
  }

#ifdef BENCH_FINE
  std::mutex &lockOf(uint64_t key) { return locks_[mix(key) % buckets_.size() % locks_.size()]; }
  std::vector<std::mutex> locks_ = std::vector<std::mutex>(1024);
#endif
  std::vector<Node *> buckets_;
};
#endif

int main(int argc, char **argv) {
  Options options(argc, argv);
  HashSet set(options.value(2, 2048) / 2);
  return runSetWorkload(set, options);
}
