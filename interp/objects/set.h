// Sets and frozensets: open addressing, entries of hash and key.
#pragma once

#include "vm/heap.h"

namespace pystm {

struct PYSTM_VIEWED Set : Object {
  Value *keys; // unbound: free, deleted(): was used; null while empty
  int64_t *hashes;
  uint32_t mask; // what lookups read shares no granule with what insertions write
  int64_t size;
  uint32_t filled; // used or deleted
  int64_t hash;    // of a frozenset, once known
  bool hash_known;
};

Set *makeSet(Thread &, Type *type);
// From any iterable; null when that failed.
Set *setFrom(Thread &, Type *type, Value iterable);
int setContains(Thread &, Set *, Value item); // 1, 0, -1
bool setAdd(Thread &, Set *, Value item);
bool setAdd(Thread &, Set *, Value item, int64_t hash);
int setDiscard(Thread &, Set *, Value item); // 1 removed, 0 was not there, -1
bool setUpdate(Thread &, Set *, Value iterable);
inline bool setNext(const Set *set, int64_t &position, Value &key, int64_t &hash) {
  if (!set->keys)
    return false;
  while (position <= set->mask) {
    int64_t at = position++;
    if (!set->keys[at].isSpecial()) {
      key = set->keys[at];
      hash = set->hashes[at];
      return true;
    }
  }
  return false;
}

} // namespace pystm
