// A sorted singly linked list under set_workload.h: half of it is walked in each operation. With fine locks a
// walk holds two nodes' locks at a time (lock coupling).
#include "set_workload.h"

class ListSet {
public:
#ifdef BENCH_FINE
  bool contains(uint64_t key) {
    Position at(*this, key);
    return at.node && at.node->key == key;
  }

  bool insert(uint64_t key) {
    Position at(*this, key);
    if (at.node && at.node->key == key)
      return false;
    at.before->next = new Node(key, at.node);
    return true;
  }

  bool erase(uint64_t key) {
    Position at(*this, key);
    if (!at.node || at.node->key != key)
      return false;
    at.before->next = at.node->next;
    Node *erased = at.node;
    at.unlockNode();
    delete erased;
    return true;
  }
#else
  bool contains(uint64_t key) {
    ATOMIC {
      Node *node = first_.next;
      while (node && node->key < key)
        node = node->next;
      return node && node->key == key;
    }
  }

  bool insert(uint64_t key) {
    ATOMIC {
      Node **link = find(key);
      if (*link && (*link)->key == key)
        return false;
      *link = new Node(key, *link);
      return true;
    }
  }

  bool erase(uint64_t key) {
    ATOMIC {
      Node **link = find(key);
      Node *node = *link;
      if (!node || node->key != key)
        return false;
      *link = node->next;
      delete node;
      return true;
    }
  }
#endif

  template <typename Visit> void forEach(Visit visit) const {
    for (const Node *node = first_.next; node; node = node->next)
      visit(node->key);
  }

private:
  struct Node {
    Node(uint64_t key, Node *next) : key(key), next(next) {}
    uint64_t key;
    Node *next;
    FINE_LOCK(lock)
  };

#ifdef BENCH_FINE
  // The first node that is not below `key` and the one before it, both locked.
  struct Position {
    Position(ListSet &list, uint64_t key) : before(&list.first_) {
      before->lock.lock();
      for (node = before->next; node; node = before->next) {
        node->lock.lock();
        if (node->key >= key)
          return;
        before->lock.unlock();
        before = node;
      }
    }
    ~Position() {
      unlockNode();
      before->lock.unlock();
    }
    void unlockNode() {
      if (node)
        node->lock.unlock();
      node = nullptr;
    }

    Node *before;
    Node *node;
  };
#else
  Node **find(uint64_t key) {
    Node **link = &first_.next;
    while (*link && (*link)->key < key)
      link = &(*link)->next;
    return link;
  }
#endif

  Node first_{0, nullptr};
};

static ListSet set;

int main(int argc, char **argv) { return runSetWorkload(set, Options(argc, argv)); }
