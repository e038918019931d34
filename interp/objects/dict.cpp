// The hash table of dictionaries. Methods are in dict_methods.cpp, views and iterators in dict_views.cpp.
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/local_value.h"
#include "vm/runtime.h"

namespace pystm {

namespace {

constexpr int32_t kFree = -1, kRemoved = -2;

uint32_t usable(uint32_t slots) { return slots * 2 / 3; }

struct PYSTM_LOCAL_CLASS Probe {
  uint64_t perturb;
  uint32_t at, mask;
  Probe(int64_t hash, uint32_t mask) : perturb(static_cast<uint64_t>(hash)), at(static_cast<uint32_t>(hash) & mask), mask(mask) {}
  void next() {
    perturb >>= 5;
    at = static_cast<uint32_t>(at * 5 + perturb + 1) & mask;
  }
};

bool resize(Thread &thread, Dict *dict, int64_t expected) {
  uint32_t slots = 8;
  while (usable(slots) < expected) {
    if (slots >= uint32_t{1} << 31) {
      raiseMemoryError(thread);
      return false;
    }
    slots *= 2;
  }
  uint32_t capacity = usable(slots);
  auto *entries = reinterpret_cast<DictEntry *>(allocateArray<Value>(thread, size_t{capacity} * 2));
  auto *table = allocateArray<char>(thread, size_t{capacity} * sizeof(int64_t) + size_t{slots} * sizeof(int32_t));
  if (!entries || !table)
    return false;
  auto *hashes = reinterpret_cast<int64_t *>(table);
  auto *index = reinterpret_cast<int32_t *>(hashes + capacity);
  memset(index, 0xFF, size_t{slots} * sizeof(int32_t));
  uint32_t filled = 0;
  for (uint32_t i = 0; i < dict->filled; ++i) {
    if (dict->entries[i].key.isSpecial())
      continue;
    entries[filled] = dict->entries[i];
    hashes[filled] = dict->hashes[i];
    Probe probe(hashes[filled], slots - 1);
    while (index[probe.at] != kFree)
      probe.next();
    index[probe.at] = static_cast<int32_t>(filled++);
  }
  dict->entries = entries;
  dict->hashes = hashes;
  dict->index = index;
  dict->mask = slots - 1;
  dict->filled = filled;
  dict->capacity = capacity;
  return true;
}

// Where the key is: its slot in the index, and its entry. Entry -1: not there; -2: an error.
struct PYSTM_LOCAL_CLASS Found {
  uint32_t slot;
  int64_t entry;
};

Found find(Thread &thread, Dict *dict, Value key, int64_t hash) {
restart:
  if (!dict->entries)
    return {0, -1};
  DictEntry *entries = dict->entries;
  bool plain = isExactly(key, str_type);
  for (Probe probe(hash, dict->mask);; probe.next()) {
    int32_t entry = loadInt(dict->index[probe.at]);
    if (entry == kFree)
      return {0, -1};
    if (entry < 0)
      continue;
    Value other = loadValue(entries[entry].key);
    if (other == key)
      return {probe.at, entry};
    if (loadLong(dict->hashes[entry]) != hash)
      continue;
    if (plain && isExactly(other, str_type)) {
      if (equalStrs(key.as<Str>(), other.as<Str>()))
        return {probe.at, entry};
      continue;
    }
    int same = equals(thread, other, key);
    if (same < 0)
      return {0, -2};
    // The comparison may have run code that changed the dictionary.
    if (dict->entries != entries || entries[entry].key != other)
      goto restart;
    if (same)
      return {probe.at, entry};
  }
}

bool insert(Thread &thread, Dict *dict, Value key, int64_t hash, Value value) {
  if (dict->filled == dict->capacity && !resize(thread, dict, dict->size < 5 ? 5 : dict->size * 2))
    return false;
  Probe probe(hash, dict->mask);
  while (dict->index[probe.at] >= 0)
    probe.next();
  uint32_t entry = dict->filled++;
  dict->entries[entry] = {key, value};
  dict->hashes[entry] = hash;
  dict->index[probe.at] = static_cast<int32_t>(entry);
  ++dict->size;
  return true;
}

} // namespace

Dict *makeDict(Thread &thread, int64_t expected) {
  auto *dict = allocate<Dict>(thread, &dict_type);
  if (expected > 5 && !resize(thread, dict, expected))
    return nullptr;
  return dict;
}

Value dictGet(Thread &thread, Dict *dict, Value key, int64_t hash) {
  Found found = find(thread, dict, key, hash);
  return found.entry >= 0 ? loadValue(dict->entries[found.entry].value) : found.entry == -1 ? Value() : Value::error();
}
Value dictGet(Thread &thread, Dict *dict, Value key) {
  int64_t hash = 0;
  return hashOf(thread, key, hash) ? dictGet(thread, dict, key, hash) : Value::error();
}

int64_t dictFind(const Dict *dict, const Str *name) {
  if (!dict->entries)
    return -1;
  int64_t hash = strHash(const_cast<Str *>(name));
  for (Probe probe(hash, dict->mask);; probe.next()) {
    int32_t entry = loadInt(dict->index[probe.at]);
    if (entry == kFree)
      return -1;
    if (entry < 0)
      continue;
    Value other = loadValue(dict->entries[entry].key);
    if (other.object() == name)
      return entry;
    if (loadLong(dict->hashes[entry]) == hash && isStr(other) && !(other.as<Str>()->interned && name->interned) && equalStrs(other.as<Str>(), name))
      return entry;
  }
}
Value dictGet(const Dict *dict, const Str *name) {
  int64_t entry = dictFind(dict, name);
  return entry < 0 ? Value() : loadValue(dict->entries[entry].value);
}

bool dictSet(Thread &thread, Dict *dict, Value key, int64_t hash, Value value) {
  Found found = find(thread, dict, key, hash);
  if (found.entry == -2)
    return false;
  if (found.entry >= 0) {
    storeValue(dict->entries[found.entry].value, value);
    return true;
  }
  return insert(thread, dict, key, hash, value);
}
bool dictSet(Thread &thread, Dict *dict, Value key, Value value) {
  int64_t hash = 0;
  return hashOf(thread, key, hash) && dictSet(thread, dict, key, hash, value);
}
bool dictSet(Thread &thread, Dict *dict, Str *name, Value value) {
  if (name->type != &str_type)
    return dictSet(thread, dict, Value(name), value);
  return dictSet(thread, dict, Value(name), strHash(name), value);
}
bool dictSet(Thread &thread, Dict *dict, const char *name, Value value) { return dictSet(thread, dict, intern(thread, name), value); }

int dictDelete(Thread &thread, Dict *dict, Value key, Value *value) {
  int64_t hash = 0;
  if (!hashOf(thread, key, hash))
    return -1;
  Found found = find(thread, dict, key, hash);
  if (found.entry < 0)
    return found.entry == -1 ? 0 : -1;
  if (value)
    *value = dict->entries[found.entry].value;
  dict->index[found.slot] = kRemoved;
  dict->entries[found.entry] = {Value::deleted(), Value()};
  --dict->size;
  return 1;
}

void dictClear(Dict *dict) {
  dict->size = 0;
  dict->entries = nullptr;
  dict->hashes = nullptr;
  dict->index = nullptr;
  dict->mask = dict->filled = dict->capacity = 0;
}

Dict *dictCopy(Thread &thread, Dict *dict) {
  Dict *copy = makeDict(thread, dict->size);
  if (!copy)
    return nullptr;
  for (uint32_t i = 0; i < dict->filled; ++i)
    if (!dict->entries[i].key.isSpecial() && !insert(thread, copy, dict->entries[i].key, dict->hashes[i], dict->entries[i].value))
      return nullptr;
  return copy;
}

namespace {

bool updateOne(Thread &thread, Dict *dict, Value key, int64_t hash, Value value, bool replace) {
  if (!replace) {
    Value old = dictGet(thread, dict, key, hash);
    if (!old.isUnbound())
      return !old.isError();
  }
  return dictSet(thread, dict, key, hash, value);
}

bool updateFromPairs(Thread &thread, Dict *dict, Value pairs, bool replace) {
  int64_t number = 0;
  return forEach(thread, pairs, [&](Value pair) {
    ItemSpan span = itemsOf(thread, pair);
    if (!span.ok) {
      if (exceptionMatches(thread, &TypeError_type)) {
        thread.clearException();
        raiseTypeError(thread, "cannot convert dictionary update sequence element #%ld to a sequence", static_cast<long>(number));
      }
      return false;
    }
    if (span.size != 2) {
      raiseValueError(thread, "dictionary update sequence element #%ld has length %ld; 2 is required", static_cast<long>(number), static_cast<long>(span.size));
      return false;
    }
    ++number;
    int64_t hash = 0;
    Value key = span.items[0], value = span.items[1];
    return hashOf(thread, key, hash) && updateOne(thread, dict, key, hash, value, replace);
  });
}

bool updateFromKeys(Thread &thread, Dict *dict, Value other, bool replace) {
  Value keys = callMethod(thread, other, names.keys);
  if (keys.isError())
    return false;
  return forEach(thread, keys, [&](Value key) {
    Value value = getItem(thread, other, key);
    int64_t hash = 0;
    return !value.isError() && hashOf(thread, key, hash) && updateOne(thread, dict, key, hash, value, replace);
  });
}

bool updateFromDict(Thread &thread, Dict *dict, Dict *other, bool replace) {
  if (dict == other)
    return true;
  if (dict->filled == 0 && other->size > 5 && !resize(thread, dict, other->size))
    return false;
  DictEntry *entries = other->entries;
  for (uint32_t i = 0; i < other->filled; ++i) {
    if (other->entries[i].key.isSpecial())
      continue;
    if (!updateOne(thread, dict, other->entries[i].key, other->hashes[i], other->entries[i].value, replace))
      return false;
    if (other->entries != entries) {
      raiseRuntimeError(thread, "dict mutated during update");
      return false;
    }
  }
  return true;
}

} // namespace

bool dictUpdate(Thread &thread, Dict *dict, Value other, bool replace) {
  if (isDict(other) && (typeOf(other) == &dict_type || typeOf(other)->slots.iter == dict_type.slots.iter))
    return updateFromDict(thread, dict, other.as<Dict>(), replace);
  Value keys = findAttribute(thread, other, names.keys);
  if (keys.isError())
    return false;
  return keys.isUnbound() ? updateFromPairs(thread, dict, other, replace) : updateFromKeys(thread, dict, other, replace);
}

bool dictMergeMapping(Thread &thread, Dict *dict, Value mapping) {
  if (isExactly(mapping, dict_type))
    return updateFromDict(thread, dict, mapping.as<Dict>(), true);
  Value keys = findAttribute(thread, mapping, names.keys);
  if (keys.isError())
    return false;
  if (keys.isUnbound()) {
    raiseTypeError(thread, "'%T' object is not a mapping", mapping.bits);
    return false;
  }
  return dictUpdate(thread, dict, mapping);
}

} // namespace pystm
