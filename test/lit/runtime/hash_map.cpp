// Intent: a hand-written hash map that grows while threads insert loses and doubles nothing.
//
// RUN: %stm_clangxx -std=c++20 -O0 %s -o %t.O0 && %t.O0
// RUN: %stm_clangxx -std=c++20 -O2 %s -o %t.O2 && %t.O2
#include "self_check.h"

struct Entry {
  unsigned key;
  int value;
  Entry *next;
};

struct Map {
  Entry **buckets = new Entry *[4]();
  unsigned capacity = 4, size = 0;

  void grow() {
    Entry **bigger = new Entry *[capacity * 2]();
    for (unsigned i = 0; i < capacity; ++i)
      while (Entry *entry = buckets[i]) {
        buckets[i] = entry->next;
        Entry *&slot = bigger[entry->key % (capacity * 2)];
        entry->next = slot;
        slot = entry;
      }
    delete[] buckets;
    buckets = bigger;
    capacity *= 2;
  }

  int &at(unsigned key) {
    for (Entry *entry = buckets[key % capacity]; entry; entry = entry->next)
      if (entry->key == key)
        return entry->value;
    if (size == capacity)
      grow();
    Entry *&slot = buckets[key % capacity];
    slot = new Entry{key, 0, slot};
    ++size;
    return slot->value;
  }
};

static Map map;

int main() {
  inParallel(4, [](int me) {
    for (unsigned i = 0; i < 4000; ++i) {
      unsigned key = (i * 7 + me) % 1000;
      [[stm::atomic]] { ++map.at(key); }
    }
  });
  CHECK(map.size == 1000);
  long sum = 0;
  for (unsigned key = 0; key < 1000; ++key) {
    CHECK(map.at(key) == 16);
    sum += map.at(key);
  }
  CHECK(sum == 16000);
}
