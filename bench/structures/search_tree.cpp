// A red-black tree without a count of its nodes (examples/red_black_tree.h) under set_workload.h.
#include "red_black_tree.h"
#include "set_workload.h"

class TreeSet {
public:
  bool contains(uint64_t key) {
    ATOMIC { return tree_.find(key) != nullptr; }
  }
  bool insert(uint64_t key) {
    ATOMIC { return tree_.insert(key, key); }
  }
  bool erase(uint64_t key) {
    ATOMIC { return tree_.erase(key); }
  }
  template <typename Visit> void forEach(Visit visit) const {
    tree_.forEach([&](uint64_t key, uint64_t) { visit(key); });
  }

private:
  RedBlackTree<uint64_t, uint64_t> tree_;
};

static TreeSet set;

int main(int argc, char **argv) { return runSetWorkload(set, Options(argc, argv)); }
