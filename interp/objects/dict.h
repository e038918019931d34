// Dictionaries: compact and ordered. Entries (key, value; one granule each) lie in the order of insertion; a
// hash table of 32-bit numbers finds them. A deleted entry keeps its place, with Value::deleted() as its
// key, until the table is rebuilt. Inline caches remember `entries` and a position: both change meaning only
// when the array is replaced or the key at the position differs.
#pragma once

#include "vm/heap.h"

namespace pystm {

struct PYSTM_VIEWED DictEntry {
  Value key, value;
};

struct PYSTM_VIEWED Dict : Object {
  DictEntry *entries;    // null while nothing was ever stored
  int64_t *hashes;       // of the entries; the index follows in the same array
  int32_t *index;        // kFree, kDeleted or the entry's position
  uint32_t mask;         // index size - 1
  uint32_t capacity;     // entries there are
  uint64_t unused;       // what lookups read shares no granule with what insertions write
  int64_t size;          // live entries
  uint32_t filled;       // entries used, live or deleted: the position of the next
};

Dict *makeDict(Thread &, int64_t expected = 0);
// The value; unbound when the key is missing; an error when hashing or comparing failed.
Value dictGet(Thread &, Dict *, Value key);
Value dictGet(Thread &, Dict *, Value key, int64_t hash);
// By name; cannot fail.
Value dictGet(const Dict *, const Str *name);
// The position of the entry, or -1.
int64_t dictFind(const Dict *, const Str *name);
bool dictSet(Thread &, Dict *, Value key, Value value);
bool dictSet(Thread &, Dict *, Value key, int64_t hash, Value value);
bool dictSet(Thread &, Dict *, Str *name, Value value);
bool dictSet(Thread &, Dict *, const char *name, Value value);
// 1 deleted, 0 was not there, -1 error. `value`, if given, receives what was deleted.
int dictDelete(Thread &, Dict *, Value key, Value *value = nullptr);
void dictClear(Dict *);
Dict *dictCopy(Thread &, Dict *);
// update(): from a mapping (anything with keys()) or an iterable of pairs. `replace` false keeps old values.
bool dictUpdate(Thread &, Dict *, Value other, bool replace = true);
bool dictMergeMapping(Thread &, Dict *, Value mapping);
// Walks the entries; `position` starts at 0. Robust against changes, as far as memory goes.
inline bool dictNext(const Dict *dict, int64_t &position, Value &key, Value &value) {
  while (position < dict->filled) {
    const DictEntry &entry = dict->entries[position++];
    if (!entry.key.isSpecial()) {
      key = entry.key;
      value = entry.value;
      return true;
    }
  }
  return false;
}

} // namespace pystm
