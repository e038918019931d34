// A sorted singly linked list of 1,000 keys under set_workload.h: half of it is walked in each operation.
#include "set_workload.h"

class ListSet {
public:
  bool contains(uint64_t key) {
    Node *node = first_;
    while (node && node->key < key)
      node = node->next;
    return node && node->key == key;
  }

  bool insert(uint64_t key) {
    Node **link = find(key);
    if (*link && (*link)->key == key)
      return false;
    *link = new Node{key, *link};
    return true;
  }

  bool erase(uint64_t key) {
    Node **link = find(key);
    Node *node = *link;
    if (!node || node->key != key)
      return false;
    *link = node->next;
    delete node;
    return true;
  }

  template <typename Visit> void forEach(Visit visit) const {
    for (const Node *node = first_; node; node = node->next)
      visit(node->key);
  }

private:
  struct Node {
    uint64_t key;
    Node *next;
  };

  Node **find(uint64_t key) {
    Node **link = &first_;
    while (*link && (*link)->key < key)
      link = &(*link)->next;
    return link;
  }

  Node *first_ = nullptr;
};

static ListSet set;

int main(int argc, char **argv) { return runSetWorkload(set, 2000, setOptionsFrom(argc, argv)); }
