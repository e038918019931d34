// The hash table of sets, and iteration. Methods are in set_methods.cpp.
#include "objects/set.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/set_methods.h"
#include "objects/str.h"

namespace pystm {

namespace {

bool resize(Thread &thread, Set *set, int64_t expected) {
  uint32_t slots = 8;
  while (static_cast<int64_t>(slots) * 3 < expected * 5) {
    if (slots >= uint32_t{1} << 31) {
      raiseMemoryError(thread);
      return false;
    }
    slots *= 2;
  }
  auto *keys = allocateArray<Value>(thread, slots);
  auto *hashes = allocateArray<int64_t>(thread, slots);
  if (!keys || !hashes)
    return false;
  for (int64_t i = 0; set->keys && i <= set->mask; ++i) {
    if (set->keys[i].isSpecial())
      continue;
    auto perturb = static_cast<uint64_t>(set->hashes[i]);
    auto at = static_cast<uint32_t>(perturb) & (slots - 1);
    while (!keys[at].isUnbound()) {
      perturb >>= 5;
      at = static_cast<uint32_t>(at * 5 + 1 + perturb) & (slots - 1);
    }
    keys[at] = set->keys[i];
    hashes[at] = set->hashes[i];
  }
  set->keys = keys;
  set->hashes = hashes;
  set->mask = slots - 1;
  set->filled = static_cast<uint32_t>(set->size);
  return true;
}

// The slot of the item; -1: not there (`free` is where it would go); -2: an error.
int64_t find(Thread &thread, Set *set, Value item, int64_t hash, uint32_t &free) {
restart:
  Value *keys = set->keys;
  if (!keys)
    return -1;
  auto perturb = static_cast<uint64_t>(hash);
  auto at = static_cast<uint32_t>(perturb) & set->mask;
  bool have_free = false;
  for (;;) {
    Value key = keys[at];
    if (key.isUnbound()) {
      if (!have_free)
        free = at;
      return -1;
    }
    if (key == Value::deleted()) {
      if (!have_free) {
        free = at;
        have_free = true;
      }
    } else if (key == item) {
      return at;
    } else if (set->hashes[at] == hash) {
      int same = equals(thread, key, item);
      if (same < 0)
        return -2;
      if (set->keys != keys || keys[at] != key)
        goto restart;
      if (same)
        return at;
    }
    perturb >>= 5;
    at = static_cast<uint32_t>(at * 5 + 1 + perturb) & set->mask;
  }
}

} // namespace

Set *makeSet(Thread &thread, Type *type) { return allocate<Set>(thread, type); }

int setContainsHashed(Thread &thread, Set *set, Value item, int64_t hash) {
  uint32_t free = 0;
  int64_t found = find(thread, set, item, hash, free);
  return found == -2 ? -1 : found >= 0;
}
int setContains(Thread &thread, Set *set, Value item) {
  int64_t hash = 0;
  return hashOf(thread, item, hash) ? setContainsHashed(thread, set, item, hash) : -1;
}
bool setAdd(Thread &thread, Set *set, Value item, int64_t hash) {
  uint32_t free = 0;
  int64_t found = find(thread, set, item, hash, free);
  if (found != -1)
    return found >= 0;
  // Comparing may have emptied the set.
  if (!set->keys) {
    if (!resize(thread, set, 4))
      return false;
    free = static_cast<uint32_t>(hash) & set->mask;
  }
  bool fresh = set->keys[free].isUnbound();
  set->keys[free] = item;
  set->hashes[free] = hash;
  ++set->size;
  set->filled += fresh;
  if (static_cast<int64_t>(set->filled) * 5 < (static_cast<int64_t>(set->mask) + 1) * 3)
    return true;
  return resize(thread, set, set->size > 50000 ? set->size * 2 : set->size * 4);
}
bool setAdd(Thread &thread, Set *set, Value item) {
  int64_t hash = 0;
  return hashOf(thread, item, hash) && setAdd(thread, set, item, hash);
}
int setDiscardHashed(Thread &thread, Set *set, Value item, int64_t hash) {
  uint32_t free = 0;
  int64_t found = find(thread, set, item, hash, free);
  if (found < 0)
    return found == -1 ? 0 : -1;
  set->keys[found] = Value::deleted();
  --set->size;
  return 1;
}
int setDiscard(Thread &thread, Set *set, Value item) {
  int64_t hash = 0;
  return hashOf(thread, item, hash) ? setDiscardHashed(thread, set, item, hash) : -1;
}
bool setUpdate(Thread &thread, Set *set, Value iterable) {
  if (isSet(iterable)) {
    auto *other = iterable.as<Set>();
    if (other == set)
      return true;
    int64_t position = 0, hash = 0;
    Value key;
    while (setNext(other, position, key, hash))
      if (!setAdd(thread, set, key, hash))
        return false;
    return true;
  }
  if (isExactly(iterable, dict_type)) {
    auto *dict = iterable.as<Dict>();
    for (uint32_t i = 0; i < dict->filled; ++i)
      if (!dict->entries[i].key.isSpecial() && !setAdd(thread, set, dict->entries[i].key, dict->hashes[i]))
        return false;
    return true;
  }
  return forEach(thread, iterable, [&](Value item) { return setAdd(thread, set, item); });
}
Set *setFrom(Thread &thread, Type *type, Value iterable) {
  Set *set = makeSet(thread, type);
  return setUpdate(thread, set, iterable) ? set : nullptr;
}
void setClear(Set *set) {
  set->size = 0;
  set->keys = nullptr;
  set->hashes = nullptr;
  set->mask = set->filled = 0;
}

} // namespace pystm
