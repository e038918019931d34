// Intent: a node that a region unlinked belongs to its thread alone: plain writes to it disturb nobody.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

struct Node {
  Node *next;
  long value, twice;
};

static Node *head;

int main() {
  for (long i = 0; i < 50; ++i)
    head = new Node{head, i, i * 2};

  inParallel(3, [](int me) {
    for (int i = 0; i < 3000; ++i) {
      if (me == 0) {
        // Take the first node away, change it without any region, put it back.
        Node *mine;
        [[stm::atomic]] {
          mine = head;
          head = mine->next;
        }
        mine->value += 5;
        delay(20);
        mine->twice += 10;
        [[stm::atomic]] {
          mine->next = head;
          head = mine;
        }
      } else {
        bool consistent = true;
        [[stm::atomic]] {
          consistent = true;
          for (Node *node = head; node; node = node->next)
            if (node->twice != 2 * node->value)
              consistent = false;
        }
        CHECK(consistent);
      }
    }
  });
  int nodes = 0;
  for (Node *node = head; node; node = node->next) {
    CHECK(node->twice == 2 * node->value);
    ++nodes;
  }
  CHECK(nodes == 50);
}
