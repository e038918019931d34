// Intent: a hand-written sorted list stays sorted and holds what was inserted and not removed.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

struct Node {
  int key;
  Node *next;
};

static Node *head;

static bool insert(int key) {
  Node **link = &head;
  while (*link && (*link)->key < key)
    link = &(*link)->next;
  if (*link && (*link)->key == key)
    return false;
  *link = new Node{key, *link};
  return true;
}

static bool erase(int key) {
  Node **link = &head;
  while (*link && (*link)->key < key)
    link = &(*link)->next;
  Node *found = *link;
  if (!found || found->key != key)
    return false;
  *link = found->next;
  delete found;
  return true;
}

int main() {
  long net[4] = {};
  inParallel(4, [&](int me) {
    uint32_t random = me * 77 + 1;
    long inserted = 0;
    for (int i = 0; i < 3000; ++i) {
      int key = nextRandom(&random) % 200;
      bool changed;
      if (nextRandom(&random) % 2) {
        [[stm::atomic]] { changed = insert(key); }
        inserted += changed;
      } else {
        [[stm::atomic]] { changed = erase(key); }
        inserted -= changed;
      }
    }
    net[me] = inserted;
  });
  long count = 0;
  for (Node *node = head; node; node = node->next) {
    CHECK(!node->next || node->key < node->next->key);
    ++count;
  }
  CHECK(count == net[0] + net[1] + net[2] + net[3]);
}
